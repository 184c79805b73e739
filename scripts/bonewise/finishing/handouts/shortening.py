"""A page's drawing operators in fewer bytes: the same marks on paper, without what changes nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from bonewise.finishing.handouts.digits import decimals, rounded, shown, tenths

#: What is only remembered until something is painted, by operator (ISO 32000-1, 8.4.4, 8.6.8 and 9.3).
_KEPT = {
    b"rg": "fill", b"g": "fill", b"RG": "stroke", b"G": "stroke", b"w": "w", b"d": "d", b"J": "J", b"j": "j",
    b"M": "M", b"Tf": "Tf",
}  # fmt: skip
_STROKE = ("stroke", "CA", "w", "d", "J", "j", "M")
_FILL = ("fill", "ca")
#: What each way to paint a path depends on.
_PAINTS = {
    b"f": _FILL, b"f*": _FILL, b"S": _STROKE, b"s": _STROKE, b"n": (),
    **dict.fromkeys((b"B", b"B*", b"b", b"b*"), _FILL + _STROKE),
}  # fmt: skip
_PATH = (b"m", b"l", b"c", b"v", b"y", b"h", b"re")
_SHOWN = (b"TJ", b"Tj")
_TEXT = (b"BT", b"ET", b"Tm", *_SHOWN)
_MARKS = (b"BDC", b"BMC", b"EMC")
#: A block of `q` and `Q` that holds only these changes nothing for what follows, as the colours are set again anyway.
_HARMLESS = {*_KEPT, *_PAINTS, *_PATH, *_TEXT, *_MARKS}
#: A mark with its properties stands on three lines.
_MARK = re.compile(rb"^(/\w+)[ \n]?(<<[^\n]*>>)?[ \n]?(BDC|BMC)$", re.M)
_MCID = re.compile(rb"/MCID (\d+)")
#: A change of place that changes nothing.
_SAME = b"1 0 0 1 0 0 cm\n"
_OPACITY = re.compile(rb"/([aA])(\d+(?:\.\d+)?) gs")
_PLAIN = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")


class Content:
    """One page's operators: what is asked for (`asked`) is written (`written`) when something is painted with it.

    `blank` are the numbers of marked content that paints nothing; they are left out. `numbers` says, once `shortened`
    ran, which number each piece of marked content has now.
    """

    def __init__(self, content: bytes) -> None:
        joined = _MARK.sub(rb"\1\2 \3", content).replace(_SAME, b"")
        self.lines = [line for line in joined.split(b"\n") if line]
        self.operators = [line.rsplit(b" ", 1)[-1] for line in self.lines]
        self.needed, self.wordy, self.blank = _blocks(self.lines, self.operators)
        self.marks = {int(number) for number in _MCID.findall(joined)}
        self.follows: Mapping[int, int] = {}
        self.foot: Mapping[int, bytes] = {}
        self.numbers: dict[int, int] = {}
        self.count = 0
        self.out: list[bytes] = []
        self.asked: dict[str, bytes] = {}
        self.written: dict[str, bytes] = {}
        self.scale, self.digits = 1.0, 2
        self.path: list[bytes] = []
        self.held: list[bytes] = []  # marks that wait for their words
        self.open: list[int] = []  # the numbers of marks that are open, -1 for none
        self.ending: int | None = None  # a mark that ends here, unless the next goes on with it
        self.depth = 0  # marks in `out` that are open
        self.text: int | None = None  # how many marks were open when the words in `out` began
        self.place: bytes | None = None  # where the next words stand
        self.line: tuple[int, int] | None = None  # where the last words began, in tenths

    def shortened(self, follows: Mapping[int, int], foot: Mapping[int, bytes]) -> bytes:
        """The same marks on paper. A piece that `follows` another of the same tag joins it where nothing stands
        between; one in `foot` gets the mark given there, and no number."""
        self.follows, self.foot = follows, foot
        stack: list[tuple[bool, dict[str, bytes], dict[str, bytes], float]] = []
        for index, (line, operator) in enumerate(zip(self.lines, self.operators)):
            if operator == b"q":
                stack.append((self.needed[index], dict(self.asked), dict(self.written), self.scale))
                if self.needed[index]:
                    self._apart(line)
            elif operator == b"Q":
                kept, self.asked, written, scale = stack.pop()
                if kept:
                    self._apart(line)
                    self.written, self.scale, self.digits = written, scale, decimals(scale)
            else:
                self._take(index, line, operator)
        self._close_text()
        return b"\n".join(self.out)

    def _take(self, index: int, line: bytes, operator: bytes) -> None:
        opacity = _OPACITY.fullmatch(line) if operator == b"gs" else None
        if operator in _KEPT:
            self.asked[_KEPT[operator]] = line
        elif opacity:
            self.asked["ca" if opacity[1] == b"a" else "CA"] = line
        elif operator in _PATH:
            if operator == b"m" and self.path and self.path[-1].endswith(b" m"):
                self.path.pop()
            # The lines of a frame are narrow: what a tenth would be to them can be seen.
            self.path.append(rounded(line, self.digits + (operator == b"re")))
        elif operator in _PAINTS:
            self._paint(line, _PAINTS[operator])
        elif operator in _MARKS:
            self._mark(index, line, operator)
        elif operator in _TEXT:
            self._words(line, operator)
        elif operator in (b"W", b"W*"):
            self.path.append(line)
        else:
            if operator == b"cm":
                a, b, c, d = (float(number) for number in line.split(b" ")[:4])
                self.scale *= math.sqrt(abs(a * d - b * c))
                self.digits = decimals(self.scale)
            self._paint(line, tuple(self.asked) if operator == b"Do" else ())

    def _paint(self, line: bytes, depends: tuple[str, ...]) -> None:
        self._close_text()
        self._begin_marks()
        self._settle(depends)
        self.out += [*self.path, line]
        self.path.clear()

    def _apart(self, line: bytes) -> None:
        """A line between which and its neighbours nothing may be moved."""
        self._close_text()
        self._begin_marks()
        self.out.append(line)

    def _settle(self, depends: tuple[str, ...]) -> None:
        for name in depends:
            asked = self.asked.get(name)
            if asked is not None and self.written.get(name) != asked:
                self.out.append(asked)
                self.written[name] = asked

    def _words(self, line: bytes, operator: bytes) -> None:
        if operator == b"Tm":
            self.place = line
        elif operator in _SHOWN:
            self._end_mark()
            if self.text is None:
                self.out.append(b"BT")
                self.text, self.line = self.depth, None
            self._begin_marks()
            self._settle((*_FILL, "Tf"))
            self._put()
            self.out.append(shown(line) if operator == b"TJ" else line)

    def _put(self) -> None:
        """Where the next words begin: from where the last line began, as lines lie at equal distances."""
        if self.place is None:
            return
        plain = _PLAIN.fullmatch(self.place)
        if plain is None:
            self.out.append(self.place)
            self.line = None
        else:
            x, y = round(float(plain[1]) * 10), round(float(plain[2]) * 10)
            if self.line is None:
                self.out.append(b"1 0 0 -1 %s %s Tm" % (tenths(x), tenths(y)))
            else:
                self.out.append(b"%s %s Td" % (tenths(x - self.line[0]), tenths(self.line[1] - y)))
            self.line = x, y
        self.place = None

    # Marks: those that hold only words stand within the words' BT and ET, so that the words of a page are one.

    def _mark(self, index: int, line: bytes, operator: bytes) -> None:
        if operator == b"EMC":
            number = self.open.pop()
            if number not in self.blank:
                self._begin_marks()
                self.ending = number
            return
        found = _MCID.search(line)
        mcid = int(found[1]) if found else -1
        self.open.append(mcid)
        if mcid in self.blank:
            return
        before = self.follows.get(mcid, -1)
        if before >= 0 and before == self.ending and self.wordy[index] == (self.text is not None):
            self.numbers[mcid] = self.numbers[before]
            self.ending = None
            return
        self._end_mark()
        line = self._numbered(line, mcid)
        if self.wordy[index]:
            self.held.append(line)
        else:
            self._close_text()
            self.out.append(line)
            self.depth += 1

    def _numbered(self, line: bytes, mcid: int) -> bytes:
        if mcid in self.foot:
            return self.foot[mcid]
        if mcid < 0:
            return line
        self.numbers[mcid] = self.count
        self.count += 1
        return _MCID.sub(b"/MCID %d" % self.numbers[mcid], line)

    def _begin_marks(self) -> None:
        self._end_mark()
        self.out += self.held
        self.depth += len(self.held)
        self.held.clear()

    def _end_mark(self) -> None:
        if self.ending is None:
            return
        if self.text is not None and self.text >= self.depth:
            self._end_text()
        self.out.append(b"EMC")
        self.depth -= 1
        self.ending = None

    def _close_text(self) -> None:
        self._end_mark()
        if self.text is not None:
            self._end_text()

    def _end_text(self) -> None:
        self.out.append(b"ET")
        self.text = None


def _blocks(lines: list[bytes], operators: list[bytes]) -> tuple[list[bool], list[bool], set[int]]:
    """For each `q`, whether it and its `Q` are needed; for each mark, whether it holds words alone; blank marks."""
    needed, wordy, full = [False] * len(lines), [False] * len(lines), [False] * len(lines)
    blocks: list[int] = []
    marks: list[int] = []
    for index, operator in enumerate(operators):
        if operator == b"q":
            blocks.append(index)
        elif operator in (b"Q", b"EMC"):
            if needed[blocks.pop()] if operator == b"Q" else not wordy[marks.pop()]:
                _note(marks, wordy, False)
        elif operator in _MARKS:
            _note(marks, full, True)
            marks.append(index)
            wordy[index] = True
        elif not _waits(lines[index], operator):
            _note(marks, full, True)
            if operator not in _SHOWN:
                _note(marks, wordy, False)
            if operator not in _HARMLESS and blocks:
                needed[blocks[-1]] = True
    found = ((full[index], _MCID.search(line)) for index, line in enumerate(lines) if operators[index] == b"BDC")
    return needed, wordy, {int(number[1]) for paints, number in found if number and not paints}


def _waits(line: bytes, operator: bytes) -> bool:
    """Whether an operator only prepares what others paint."""
    return operator in _KEPT or operator in (b"BT", b"ET", b"Tm") or bool(_OPACITY.fullmatch(line))


def _note(marks: list[int], what: list[bool], value: bool) -> None:
    for index in marks:
        what[index] = value
