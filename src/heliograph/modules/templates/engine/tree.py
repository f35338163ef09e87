"""What a template is made of, once it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

ITEM = "."
"""The name of the entry a section over a list is at."""


@dataclass(frozen=True)
class Spot:
    """A place in a template, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Text:
    """What comes out as it is."""

    text: str


@dataclass(frozen=True)
class Value:
    """`{{name}}`"""

    name: str
    spot: Spot


@dataclass(frozen=True)
class Section:
    """`{{#name}}…{{/name}}`, or `{{^name}}…{{/name}}` for when there is none."""

    name: str
    spot: Spot
    is_inverted: bool
    nodes: tuple[Node, ...]


Node: TypeAlias = Text | Value | Section


def walked(
    nodes: Sequence[Node], above: tuple[Section, ...] = ()
) -> Iterator[tuple[Value | Section, tuple[Section, ...]]]:
    """Every placeholder and section, each with the sections it stands in, outermost first."""
    for node in nodes:
        if isinstance(node, Text):
            continue
        yield node, above
        if isinstance(node, Section):
            yield from walked(node.nodes, (*above, node))
