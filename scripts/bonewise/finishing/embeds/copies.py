"""Copies that other sites keep: what a copy is, in a file beside its text."""

from __future__ import annotations

import hashlib
import json
from types import NoneType
from typing import Any

from bonewise.finishing.embeds.pages import COPYRIGHT, LICENCE, Rendered
from bonewise.model import Settings

_FLAT = (str, int, NoneType)
_LINE = json.JSONEncoder(ensure_ascii=False).encode


def describe_copy(settings: Settings, rendered: Rendered) -> dict[str, Any]:
    """What a clinic's copy needs to know of itself; dates are of the page, so equal content gives equal bytes."""
    page = rendered.page
    return {
        "id": page.id,
        "title": page.title,
        "url": rendered.address,
        "fragment": f"{settings.site_url}embed/{page.id}.html",
        "sha256": hashlib.sha256(rendered.fragment.encode()).hexdigest(),
        "fingerprint": rendered.sign,
        "reviewed": page.reviewed.isoformat() if page.reviewed else None,
        "next_review": page.next_review.isoformat() if page.next_review else None,
        "reviewed_by": list(page.reviewed_by),
        "withdrawn": page.withdrawn.isoformat() if page.withdrawn else None,
        "moved_to": page.moved_to or None,
        "licence": LICENCE,
        "attribution": f"{page.title}, {settings.site_name}, {rendered.address}. {COPYRIGHT}",
    }


def as_json(data: Any) -> str:
    """JSON as we publish it: sorted, readable, in its own letters."""
    if isinstance(data, dict) and data and all(isinstance(each, _FLAT) or each == [] for each in data.values()):
        # As below; but what indents lines there is Python, and slow.
        return "{\n" + ",\n".join(f" {_LINE(name)}: {_LINE(data[name])}" for name in sorted(data)) + "\n}\n"
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
