"""From a tree and its values to a text, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from heliograph.modules.templates.engine.fields import Filling
from heliograph.modules.templates.engine.tree import ITEM, Node, Section, Spot, Text, Value
from heliograph.modules.templates.engine.values import LIMITS, Limits, Stopped, Trouble

_START = Spot(1, 1)


def write(
    nodes: Sequence[Node], values: Mapping[str, Filling], limits: Limits = LIMITS, comma: str = ", "
) -> str:
    """The filled text; raises `Stopped` at a limit.

    What is put in is never read as a template. `comma` joins a list that stands outside of a
    section of its own.
    """
    run = _Run(values, limits, comma)
    run.nodes(nodes, "")
    return "".join(run.parts)


class _Run:
    """One filling, with what it has used up."""

    def __init__(self, values: Mapping[str, Filling], limits: Limits, comma: str) -> None:
        self.parts: list[str] = []
        self._values = values
        self._limits = limits
        self._comma = comma
        self._steps = 0
        self._length = 0
        self._spot = _START

    def nodes(self, nodes: Sequence[Node], item: str) -> None:
        for node in nodes:
            if not isinstance(node, Text):
                self._spot = node.spot
            self._step()
            if isinstance(node, Text):
                self._put(node.text)
            elif isinstance(node, Value):
                self._put(item if node.name == ITEM else self._shown(node.name))
            else:
                self._section(node, item)

    def _section(self, section: Section, item: str) -> None:
        value = self._values.get(section.name, "")
        if section.is_inverted:
            if not value:
                self.nodes(section.nodes, item)
            return
        if isinstance(value, str):
            if value:
                self.nodes(section.nodes, item)
            return
        for entry in value:
            self._spot = section.spot
            self._step()
            self.nodes(section.nodes, entry)

    def _shown(self, name: str) -> str:
        value = self._values.get(name, "")
        return value if isinstance(value, str) else self._comma.join(value)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > self._limits.steps:
            raise self._stop(
                "too_much_work",
                f"filling it takes more than {self._limits.steps} steps",
                "Repeat less: take a list out of the other, or give shorter lists.",
            )

    def _put(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._limits.output:
            raise self._stop(
                "too_much_text",
                f"the text grows over {self._limits.output} characters",
                "Give shorter values or shorter lists.",
            )
        self.parts.append(text)

    def _stop(self, code: str, message: str, remedy: str) -> Stopped:
        spot = self._spot
        return Stopped(Trouble(code, message, remedy, line=spot.line, column=spot.column))
