"""A sheet from the published data: what may stand on it, what is refused and why, and what it may not lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_WHOM = "Say first whom the sheet is for."
_UNKNOWN = "There is no such exercise."
_TWICE = "It is on the sheet already."


def compose(data: Mapping[str, Any], group: str, picks: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A sheet for a group; picks are `{"id": …, "dose": {"sets": 2}}` in the order wanted, doses as far as changed.

    `exercises` are those that may stand, with doses as [low, high] and their reasons; `refused` are the others.
    `problems` are numbers outside what is allowed: the page's own stand in their place. `avoid_if` and `stop_if` are
    the union over what stands, each with the exercises that ask for it; the shared stop rules, which every exercise
    asks for, the emergency signs and the disclaimer are there even on an empty sheet.
    """
    sheet: dict[str, Any] = {"group": group, "exercises": [], "refused": [], "problems": []}
    for pick in picks:
        name = pick["id"]
        reasons = _refusal(data, group, name, [each["id"] for each in sheet["exercises"]])
        if reasons:
            sheet["refused"].append({"id": name, "reasons": reasons})
            continue
        verdict = data["exercises"][name]["groups"][group]
        dose, problems = _dose(data["exercises"][name], verdict["dose"], pick)
        sheet["exercises"].append({"id": name, "level": verdict["level"], "reasons": verdict["reasons"], "dose": dose})
        sheet["problems"] += problems
    return sheet | _duties(data, group, [each["id"] for each in sheet["exercises"]])


def _refusal(data: Mapping[str, Any], group: str, name: str, chosen: Sequence[str]) -> list[dict[str, str]]:
    """Why an exercise may not be added, each reason with the page it comes from; nothing where it may."""
    if group not in data["groups"]:
        return [_own(_WHOM)]
    if name not in data["exercises"]:
        return [_own(_UNKNOWN)]
    verdict = data["exercises"][name]["groups"][group]
    if verdict["level"] == "no":
        return list(verdict["reasons"])
    return [_own(_TWICE)] if name in chosen else []


def _own(text: str) -> dict[str, str]:
    """A reason that comes from no page."""
    return {"text": text, "label": "", "url": ""}


def _dose(
    exercise: Mapping[str, Any], allowed: Mapping[str, Any], pick: Mapping[str, Any]
) -> tuple[dict[str, list[int]], list[dict[str, Any]]]:
    """The dose as it will stand, and what was asked for that may not stand."""
    dose = {field: list(limits["usual"]) for field, limits in allowed.items()}
    problems = []
    for field, value in sorted(pick.get("dose", {}).items()):
        limits = allowed.get(field)
        # A JSON `true` is a number to Python, and not to people.
        if limits and type(value) is int and limits["min"] <= value <= limits["max"]:
            dose[field] = [value, value]
            continue
        why = limits["why"] if limits else f"{exercise['title']}: its page gives no such number."
        problem = {"id": pick["id"], "field": field, "value": value, "text": why}
        problems.append(problem | {"label": exercise["title"], "url": exercise["dose_url"]})
    return dose, problems


def _duties(data: Mapping[str, Any], group: str, names: Sequence[str]) -> dict[str, Any]:
    """What no sheet may lack: the union of its exercises' warnings, and what all sheets say."""
    shared = data["shared_stop_if"]
    union: dict[str, dict[str, list[str]]] = {"avoid_if": {}, "stop_if": {text: [] for text in shared}}
    for name in names:
        for field, texts in union.items():
            for text in data["exercises"][name][field]:
                if field != "stop_if" or text not in shared:
                    texts.setdefault(text, []).append(name)
    warnings = {
        field: [{"text": text, "exercises": asked} for text, asked in texts.items()] for field, texts in union.items()
    }
    notices = data["groups"][group]["notices"] if group in data["groups"] else []
    return warnings | {"notices": notices, "emergency": data["emergency"], "disclaimer": data["disclaimer"]}
