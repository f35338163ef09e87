"""The small template language: reading it, and saying it with slots filled.

{planet}              the slot, written as the grammar's names say ("the Moon")
{planet's}            its possessive                 {a symbol}   with a or an before it
{gift:is|are}         the word that agrees in number with the slot
[keep|hold]           one of several wordings; [keep|warm:hold on to] ties one to a register
[?at {time}|today]    the first wording whose slots are all filled, else nothing
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from heliograph.extensions.providers.embedded.agreement import article, is_plural, possessive
from heliograph.extensions.providers.embedded.errors import GrammarBroken

REGISTERS = ("plain", "warm", "bold")
Slots = Mapping[str, str]
Pick = Callable[[int], int]
"""Given a number of wordings, which one; called once for every choice, in order."""

_MARK = re.compile(r"[{}\[\]|]")
_SLOT = re.compile(
    r"(?:(?P<article>a) )?(?P<name>[a-z_]+)(?P<possessive>'s)?(?::(?P<agree>[^|]+\|[^|]+))?"
)


@dataclass(frozen=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True)
class Slot:
    """A value of the plan, in one of its forms."""

    name: str
    form: str = "plain"
    agree: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Branch:
    """One wording of a choice, for one register or for all."""

    nodes: tuple[Node, ...]
    register: str | None = None


@dataclass(frozen=True)
class Choice:
    """Wordings to choose from; when `optional`, only those whose slots are filled, or none."""

    branches: tuple[Branch, ...]
    optional: bool = False


Node = Words | Slot | Choice


def parse(source: str) -> tuple[Node, ...]:
    """Read a template; raises `GrammarBroken` where brackets or slots are not well formed."""
    return _Reader(source).nodes(stop="")


def slots_of(nodes: tuple[Node, ...], *, required_only: bool = False) -> Iterator[str]:
    """Names of the slots a template mentions, or only of those it cannot do without."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node.name
        elif isinstance(node, Choice) and not (required_only and node.optional):
            for branch in node.branches:
                yield from slots_of(branch.nodes, required_only=required_only)


def choices_of(nodes: tuple[Node, ...]) -> Iterator[Choice]:
    """Every choice in a template, outer ones first."""
    for node in nodes:
        if isinstance(node, Choice):
            yield node
            for branch in node.branches:
                yield from choices_of(branch.nodes)


def say(nodes: tuple[Node, ...], slots: Slots, register: str, pick: Pick) -> str:
    """The words of a template; a slot that is missing becomes nothing."""
    return "".join(_say_one(node, slots, register, pick) for node in nodes)


def _say_one(node: Node, slots: Slots, register: str, pick: Pick) -> str:
    if isinstance(node, Words):
        return node.text
    if isinstance(node, Slot):
        return _say_slot(node, slots.get(node.name, ""))
    branch = _branch(node, slots, register, pick)
    return say(branch.nodes, slots, register, pick) if branch else ""


def _say_slot(slot: Slot, value: str) -> str:
    if slot.form == "possessive":
        return possessive(value)
    if slot.form == "article":
        return f"{article(value)} {value}"
    if slot.form == "agree":
        return slot.agree[1] if is_plural(value) else slot.agree[0]
    return value


def _branch(choice: Choice, slots: Slots, register: str, pick: Pick) -> Branch | None:
    if choice.optional:
        filled = (b for b in choice.branches if all(slots.get(n) for n in slots_of(b.nodes)))
        return next(filled, None)
    usable = [one for one in choice.branches if one.register in (None, register)]
    return usable[pick(len(usable))]


class _Reader:
    """A cursor over the source of one template."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def nodes(self, stop: str) -> tuple[Node, ...]:
        found: list[Node] = []
        while self._at < len(self._source) and self._source[self._at] not in (stop or "\0"):
            found.append(self._node(stop))
        if stop and self._at >= len(self._source):
            raise GrammarBroken(f"A bracket is not closed in: {self._source}")
        return tuple(found)

    def _node(self, stop: str) -> Node:
        sign = self._source[self._at]
        if sign == "{":
            return self._slot()
        if sign == "[":
            return self._choice()
        if sign in "]}" or (sign == "|" and not stop):
            raise GrammarBroken(f"A stray '{sign}' in: {self._source}")
        end = _MARK.search(self._source, self._at)
        start, self._at = self._at, end.start() if end else len(self._source)
        return Words(self._source[start : self._at])

    def _slot(self) -> Slot:
        end = self._source.find("}", self._at)
        match = _SLOT.fullmatch(self._source[self._at + 1 : end]) if end > 0 else None
        if match is None:
            raise GrammarBroken(f"A slot is not well formed in: {self._source}")
        self._at = end + 1
        if match["agree"]:
            single, plural = match["agree"].split("|")
            return Slot(match["name"], "agree", (single, plural))
        form = "possessive" if match["possessive"] else "article" if match["article"] else "plain"
        return Slot(match["name"], form)

    def _choice(self) -> Choice:
        self._at += 1
        optional = self._source.startswith("?", self._at)
        self._at += optional
        branches = [self._one_branch(optional)]
        while self._source[self._at] == "|":
            self._at += 1
            branches.append(self._one_branch(optional))
        self._at += 1
        if not optional and all(branch.register for branch in branches):
            raise GrammarBroken(f"A choice has no wording for every register in: {self._source}")
        return Choice(tuple(branches), optional)

    def _one_branch(self, optional: bool) -> Branch:
        register = None
        for name in () if optional else REGISTERS:
            if self._source.startswith(f"{name}:", self._at):
                register, self._at = name, self._at + len(name) + 1
        return Branch(self.nodes(stop="|]"), register)
