"""Templates without code: placeholders, sections, limits. Pure functions."""

from heliograph.modules.templates.engine.fields import Field, fit_values, inferred
from heliograph.modules.templates.engine.names import troubles_of
from heliograph.modules.templates.engine.reading import read
from heliograph.modules.templates.engine.tree import Node, Section, Spot, Text, Value
from heliograph.modules.templates.engine.values import LIMITS, Limits, Stopped, Trouble
from heliograph.modules.templates.engine.writing import write

__all__ = [
    "LIMITS",
    "Field",
    "Limits",
    "Node",
    "Section",
    "Spot",
    "Stopped",
    "Text",
    "Trouble",
    "Value",
    "fit_values",
    "inferred",
    "read",
    "troubles_of",
    "write",
]
