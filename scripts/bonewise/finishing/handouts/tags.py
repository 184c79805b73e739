"""The tree of tags of a PDF, without what tells a reader nothing, in as few objects as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, String

from bonewise.finishing.handouts.joining import APART, Drawing

#: Tags that tell a reader nothing, and those that may hold text without one.
_MUTE = ("/Span", "/NonStruct")
_TEXTS = (
    "/Span",
    "/NonStruct",
    "/P",
    "/LBody",
    "/Lbl",
    "/TD",
    "/TH",
    "/Caption",
    "/Link",
    *(f"/H{level}" for level in range(1, 7)),
)
#: The words of a picture in whose place a card is put, by its index.
CALL = "bonewise-card:"
#: What holds blocks, and may hold those of a block that says nothing.
_GROUPS = ("/Document", "/Sect", "/Div", "/LBody", "/TD")


class Piece(NamedTuple):
    """Marked content by the number of its page, from 0, and its own."""

    page: int
    number: int


@dataclass(eq=False)
class Tag:
    """An element of the tree, its page and what it holds: tags, pieces, and what stands for a link (`OBJR`)."""

    element: Any
    kind: str
    page: int
    kids: list[Any] = field(default_factory=list)
    tidy: bool = False


class Tags:
    """The tree of a document's tags."""

    def __init__(self, pdf: Pdf, blank: Mapping[int, set[int]], cards: Sequence[Drawing] = ()) -> None:
        """`blank` are the pieces by page that hold nothing; `cards` stand in for pictures that are called so."""
        self.pdf, self.cards = pdf, cards
        self.calls = {f"{CALL}{index}" for index in range(len(cards))}
        #: By page, the pieces that are pictures with a card in their place.
        self.called: dict[int, set[int]] = {number: set() for number in range(len(pdf.pages))}
        self.places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.blank = blank
        self.tree = self._read(pdf.Root.StructTreeRoot.K[0])
        _tidy(self.tree)

    def _read(self, element: Any) -> Tag:
        page = self.places[element.Pg.objgen] if Name.Pg in element else -1
        tag = Tag(element, str(element.S), page)
        kids = element.get(Name.K, ())
        for kid in kids if isinstance(kids, Array) else (kids,):
            if isinstance(kid, int):
                if int(kid) not in self.blank.get(page, ()):
                    tag.kids.append(Piece(page, int(kid)))
            elif kid.get(Name.S) == Name.Figure and str(kid.get(Name.Alt, "")) in self.calls:
                tag.kids += self._card(kid)
            else:
                tag.kids.append(self._read(kid) if Name.S in kid else kid)
        return tag

    def _card(self, figure: Any) -> list[Tag]:
        """The tags of the card that a picture calls for."""
        index, page = int(str(figure.Alt).removeprefix(CALL)), self.places[figure.Pg.objgen]
        self.called[page] |= {int(number) for number in figure.K}
        card = self.cards[index]
        shift = [float(edge) - own for edge, own in zip(list(figure.A.BBox)[:2], card.box)] * 2
        return [self._made(tag, page, APART * (index + 1), shift) for tag in card.tags]

    def _made(self, tag: Sequence[Any], page: int, start: int, shift: Sequence[float]) -> Tag:
        kind, attributes, kids = tag
        element = Dictionary(Type=Name.StructElem, S=Name(kind), Pg=self.pdf.pages[page].obj)
        if "Alt" in attributes:
            element.Alt = String(attributes["Alt"])
        if "BBox" in attributes:
            box = [round(edge + by, 2) for edge, by in zip(attributes["BBox"], shift)]
            element.A = Dictionary(O=Name.Layout, BBox=Array(box))
        inside = [
            Piece(page, start + kid) if isinstance(kid, int) else self._made(kid, page, start, shift) for kid in kids
        ]
        return Tag(self.pdf.make_indirect(element), kind, page, inside, tidy=True)

    def inside(self, numbers: Mapping[int, int]) -> list[Any] | None:
        """The tags in the one section there is, each as [kind, attributes, kids], with the new numbers of pieces; None
        where it holds more than words and drawings."""
        sections = self.tree.kids
        if len(sections) != 1 or not isinstance(sections[0], Tag) or sections[0].kind != "/Sect":
            return None
        try:
            return [_listed(kid, numbers) for kid in sections[0].kids]
        except _MoreError:
            return None

    def pieces(self) -> dict[int, dict[int, int]]:
        """By page, the numbers of all pieces that have a tag; each with that of the piece right before it in the same
        tag and page, or -1."""
        found: dict[int, dict[int, int]] = {page: {} for page in self.places.values()}
        for tag in walk(self.tree):
            for before, piece in pairwise([None, *tag.kids]):
                if isinstance(piece, Piece):
                    near = isinstance(before, Piece) and before.page == piece.page
                    found[piece.page][piece.number] = before.number if isinstance(before, Piece) and near else -1
        return found

    def write(self, numbers: Mapping[int, Mapping[int, int]]) -> None:
        """Put the tree into the document, with the new numbers of pieces by page."""
        owners: dict[int, dict[int, Any]] = {page: {} for page in numbers}
        for tag in walk(self.tree):
            kids = [
                Piece(kid.page, numbers[kid.page][kid.number]) if isinstance(kid, Piece) else kid for kid in tag.kids
            ]
            first = next((kid.page for kid in kids if isinstance(kid, Piece)), tag.page)
            if first != tag.page:
                tag.element.Pg = self.pdf.pages[first].obj
            for kid in kids:
                if isinstance(kid, Piece):
                    owners[kid.page][kid.number] = tag.element
                elif isinstance(kid, Tag):
                    kid.element.P = tag.element
            tag.element.K = Array(self._kid(kid, first) for kid in _once(kids))
        nums = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        for index in range(0, len(nums), 2):
            page = int(nums[index])
            if page in owners:
                nums[index + 1] = Array(owner for _, owner in sorted(owners[page].items()))

    def _kid(self, kid: Any, page: int) -> Any:
        if isinstance(kid, Tag):
            return kid.element
        if not isinstance(kid, Piece):
            return Dictionary(kid)  # in the array itself: an object of its own costs more than it says
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self.pdf.pages[kid.page].obj, MCID=kid.number)


class _MoreError(Exception):
    """A tag has more than can be put down in a list."""


def _listed(tag: Any, numbers: Mapping[int, int]) -> list[Any]:
    if not isinstance(tag, Tag) or tag.kind == "/Table":
        raise _MoreError
    attributes: dict[str, Any] = {}
    for name in set(tag.element.keys()) - {"/Type", "/S", "/K", "/Pg", "/P"}:
        if name == "/Alt":
            attributes["Alt"] = str(tag.element.Alt)
        elif name == "/A" and tag.kind == "/Figure" and set(tag.element.A.keys()) == {"/O", "/BBox"}:
            attributes["BBox"] = [float(edge) for edge in tag.element.A.BBox]
        else:
            raise _MoreError
    kids = _once([Piece(kid.page, numbers[kid.number]) if isinstance(kid, Piece) else kid for kid in tag.kids])
    return [tag.kind, attributes, [kid.number if isinstance(kid, Piece) else _listed(kid, numbers) for kid in kids]]


def walk(tag: Tag) -> Iterator[Tag]:
    """A tag and all below it."""
    yield tag
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from walk(kid)


def _once(kids: list[Any]) -> list[Any]:
    """Without pieces that have joined the one before them."""
    return [kid for before, kid in pairwise([None, *kids]) if not isinstance(kid, Piece) or kid != before]


def _tidy(tag: Tag, in_head: bool = False) -> None:
    """Below a tag: header cells say their scope, empty tags go, and tags that say nothing give way to what they hold;
    so does a list within a list, which is how columns come out."""
    if tag.tidy:
        return
    if tag.kind == "/TH":
        tag.element.A.Scope = Name.Column if in_head else Name.Row
    kids: list[Any] = []
    spare: list[Tag] = []
    for kid in tag.kids:
        if not isinstance(kid, Tag):
            kids.append(kid)
            continue
        _tidy(kid, in_head or tag.kind == "/THead")
        if _gives_way(kid, tag.kind):
            kids += kid.kids
            spare += [kid] if kid.kind in _MUTE else []
        else:
            kids.append(kid)
    tag.kids = _wrapped(kids, spare) if tag.kind in _TEXTS else kids


def _gives_way(kid: Tag, parent: str) -> bool:
    """Whether a tag in another says nothing by itself."""
    if any(name in kid.element for name in ("/A", "/Alt", "/ActualText", "/ID")):
        return False
    if kid.kind in _MUTE:
        return parent in _TEXTS or not kid.kids
    if kid.kind == "/Div":
        return parent in _GROUPS and all(isinstance(each, Tag) and each.kind not in _MUTE for each in kid.kids)
    return kid.kind == parent == "/L"


def _wrapped(kids: list[Any], spare: list[Tag]) -> list[Any]:
    """Words behind the first tag among others get a tag of their own, one for all that stand together: some readers
    take what a tag holds itself first, and the tags in it after that."""
    wrapped: list[Any] = []
    for kid in kids:
        last = wrapped[-1] if wrapped else None
        if isinstance(kid, Piece) and isinstance(last, Tag) and last in spare and last.page == kid.page:
            last.kids.append(kid)
        elif isinstance(kid, Piece) and any(isinstance(each, Tag) for each in wrapped):
            fitting = next((each for each in spare if each.page == kid.page and each not in wrapped), None)
            wrapped.append(kid if fitting is None else fitting)
            if fitting is not None:
                fitting.kids = [kid]
        else:
            wrapped.append(kid)
    return wrapped
