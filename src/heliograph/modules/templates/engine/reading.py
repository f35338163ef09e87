"""From a template's text to its tree. Every complaint says where and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from heliograph.modules.templates.engine.tree import ITEM, Node, Section, Spot, Text, Value
from heliograph.modules.templates.engine.values import LIMITS, Limits, Stopped, Trouble

NAME = r"[a-z][a-z0-9_]{0,39}"
_NAME = re.compile(NAME)
_LONGEST_TAG = 200
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FOREIGN = {
    "{": ("A third brace is not needed", "Write {{name}}: nothing is escaped here."),
    "&": ("& is not needed", "Write {{name}}: nothing is escaped here."),
    ">": ("A template cannot include another", "Put the other template's text here."),
    "<": ("A template cannot include another", "Put the other template's text here."),
    "=": ("The braces cannot be changed", "Keep {{ and }}; write \\{{ for braces as text."),
    "%": ("There are no statements", "Use {{#name}}…{{/name}} for what may be left out."),
}


@dataclass
class _Open:
    """A section whose end was not seen yet; the outermost one is the template itself."""

    name: str = ""
    spot: Spot = field(default_factory=lambda: Spot(1, 1))
    is_inverted: bool = False
    nodes: list[Node] = field(default_factory=list)


def read(source: str, limits: Limits = LIMITS) -> tuple[Node, ...]:
    """The tree of a template; raises `Stopped` at the first thing that is wrong."""
    return _Reader(source, limits).read()


class _Reader:
    """Goes through a text once, from its beginning to its end."""

    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._open = [_Open()]
        self._count = 0
        self._line, self._line_start = 1, 0
        self._seen = 0

    def read(self) -> tuple[Node, ...]:
        self._check_source()
        at = 0
        while (start := self._source.find("{{", at)) >= 0:
            at = self._text_and_tag(at, start)
        self._add_text(self._source[at:])
        if len(self._open) > 1:
            left = self._open[-1]
            mark = "^" if left.is_inverted else "#"
            raise _stop(
                left.spot,
                "unclosed",
                f"{{{{{mark}{left.name}}}}} is never closed",
                f"Write {{{{/{left.name}}}}} where it ends.",
            )
        return tuple(self._open[0].nodes)

    def _check_source(self) -> None:
        most = self._limits.characters
        if len(self._source) > most:
            raise _stop(
                self._spot(most),
                "too_long",
                f"the template has {len(self._source)} characters; {most} are allowed",
                "Shorten it, or make two templates of it.",
            )
        if found := _CONTROL.search(self._source):
            raise _stop(
                self._spot(found.start()),
                "unseen",
                f"here is a character that cannot be seen (U+{ord(found.group()):04X})",
                "Delete it, and type what should stand here.",
            )

    def _text_and_tag(self, at: int, start: int) -> int:
        """Take what stands before a tag, and the tag; where reading goes on."""
        source = self._source
        if start > at and source[start - 1] == "\\":
            self._add_text(source[at : start - 1] + "{{")
            return start + 2
        spot = self._spot(start)
        end = source.find("}}", start, start + _LONGEST_TAG)
        inner = source[start + 2 : end] if end >= 0 else ""
        if end < 0 or "{{" in inner[1:] or "\n" in inner:
            raise _stop(
                spot,
                "unclosed_tag",
                "{{ is never closed",
                "Write }} after the name, or \\{{ when you mean the braces themselves.",
            )
        before, after = source[at:start], end + 2
        if inner[:1] in ("#", "^", "/", "!"):
            before, after = self._alone(before, start, after)
        self._add_text(before)
        self._tag(inner, spot)
        return after

    def _alone(self, before: str, start: int, after: int) -> tuple[str, int]:
        """A section's tag alone on its line takes the line with it."""
        source = self._source
        begin = start - len(before)
        line_start = source.rfind("\n", begin, start) + 1 or begin
        if line_start == begin and begin and source[begin - 1] != "\n":
            return before, after
        indent = source[line_start:start]
        end = source.find("\n", after)
        rest = source[after : end if end >= 0 else len(source)]
        if indent.strip(" \t") or rest.strip(" \t\r"):
            return before, after
        kept = before[: len(before) - len(indent)] if indent else before
        return kept, end + 1 if end >= 0 else len(source)

    def _tag(self, inner: str, spot: Spot) -> None:
        mark, name = inner[:1], inner[1:].strip()
        if mark == "!":
            return
        if mark in _FOREIGN:
            raise _stop(spot, "not_here", *_FOREIGN[mark])
        if mark == "/":
            self._close(name, spot)
            return
        if mark in ("#", "^"):
            self._begin(_checked(name, spot), spot, mark == "^")
            return
        name = inner.strip()
        self._add(Value(name if name == ITEM else _checked(name, spot), spot))

    def _begin(self, name: str, spot: Spot, is_inverted: bool) -> None:
        most = self._limits.depth
        if len(self._open) > most:
            raise _stop(
                spot,
                "too_deep",
                f"sections stand inside one another more than {most} deep",
                "Close a section before you open this one.",
            )
        self._open.append(_Open(name, spot, is_inverted))

    def _close(self, name: str, spot: Spot) -> None:
        shown = f"{{{{/{name[:40]}}}}}"
        if len(self._open) == 1:
            raise _stop(
                spot, "unopened", f"{shown} closes nothing", "Delete it, or open the section above."
            )
        last = self._open[-1]
        if last.name != name:
            raise _stop(
                spot,
                "crossed",
                f"{shown} stands where {last.name} from line {last.spot.line} is still open",
                f"Write {{{{/{last.name}}}}} first: what opens last closes first.",
            )
        self._open.pop()
        self._add(Section(last.name, last.spot, last.is_inverted, tuple(last.nodes)))

    def _add_text(self, text: str) -> None:
        if text:
            self._add(Text(text))

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > self._limits.nodes:
            spot = self._spot(self._seen) if isinstance(node, Text) else node.spot
            raise _stop(
                spot,
                "too_many",
                f"the template has more than {self._limits.nodes} parts",
                "Make two templates of it.",
            )
        self._open[-1].nodes.append(node)

    def _spot(self, at: int) -> Spot:
        """Line and column of a place; places are asked for in order, so each is counted once."""
        lines = self._source.count("\n", self._seen, at)
        if lines:
            self._line += lines
            self._line_start = self._source.rfind("\n", 0, at) + 1
        self._seen = at
        return Spot(self._line, at - self._line_start + 1)


def _checked(name: str, spot: Spot) -> str:
    if _NAME.fullmatch(name):
        return name
    if not name:
        raise _stop(spot, "no_name", "there is no name between the braces", "Write {{name}}.")
    raise _stop(
        spot,
        "bad_name",
        f"{name[:40]!r} is not a name of a placeholder",
        "Names are small letters, digits and _, and begin with a letter: {{lucky_day}}. "
        "They have no parts, filters or calls.",
    )


def _stop(spot: Spot, code: str, message: str, remedy: str) -> Stopped:
    return Stopped(Trouble(code, message, remedy, line=spot.line, column=spot.column))
