"""What a page's rendering asks of the rest of its project, noted while it asks, and what the answers are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from bonewise.model import Library, Page
from bonewise.reading.states import state, state_of

#: What was asked for: the library's field or `file`, and a key; `*` stands for all of them.
Question = tuple[str, str]
ALL = "*"

_Value = TypeVar("_Value")
_FIELDS = tuple(field.name for field in fields(Library))
#: The settings are in every key; what else a library may ever hold is noted.
_NOTED = frozenset(_FIELDS) - {"settings"}


class NotingLibrary(Library):
    """A library like another one, which notes what it is asked."""

    questions: set[Question]

    @classmethod
    def of(cls, library: Library) -> NotingLibrary:
        """One for a single page: what is worked out from all pages is worked out, and noted, for each anew."""
        noting = cls.__new__(cls)
        vars(noting).update({name: getattr(library, name) for name in _FIELDS}, questions=set())
        return noting

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name not in _NOTED:
            return value
        if isinstance(value, Mapping):
            return _Noting(value, name, self.questions)
        self.questions.add((name, ALL))
        return value

    @property
    def is_health(self) -> bool:
        """Part of every page's key, so nothing to note."""
        sources = vars(self)["sources"]
        return bool(sources) if self.settings.health is None else self.settings.health


class _Noting(Mapping[str, _Value]):
    def __init__(self, whole: Mapping[str, _Value], name: str, questions: set[Question]) -> None:
        self.whole, self.name, self.questions = whole, name, questions

    def __getitem__(self, key: str) -> _Value:
        self.questions.add((self.name, key))
        return self.whole[key]

    def __iter__(self) -> Iterator[str]:
        self.questions.add((self.name, ALL))
        return iter(self.whole)

    def __len__(self) -> int:
        self.questions.add((self.name, ALL))
        return len(self.whole)


class Answers:
    """What a library answers to questions, as short texts that differ where the answers do."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[Question, str] = {}

    def to(self, question: Question) -> str:
        """The answer; empty where there is no such page, source or file."""
        if question not in self._known:
            self._known[question] = self._answer(*question)
        return self._known[question]

    def _answer(self, name: str, key: str) -> str:
        if name == "file":
            return state(key)
        whole = getattr(self.library, name)
        if not isinstance(whole, Mapping):
            return _digest(repr(sorted(whole) if isinstance(whole, frozenset) else whole))
        if key == ALL:
            return _digest(repr([(each, self.to((name, each))) for each in whole]))
        return _digest(_said(whole[key])) if key in whole else ""


def _said(value: Any) -> str:
    """A page shows of another one what its front matter says, never its body; and nobody shows where things stand."""
    if isinstance(value, Page):
        return repr((value.path, value.kind, value.header))
    if not is_dataclass(value):
        return repr(value)
    return repr([getattr(value, each.name) for each in fields(value) if "Place" not in str(each.type)])


def _digest(text: str) -> str:
    return state_of(text.encode("utf-8", "surrogatepass"))
