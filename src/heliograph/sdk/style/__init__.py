"""The manner of a video: measured, written down, applied to other words and pictures."""

from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import CannotAnalyse, StyleBroken
from heliograph.sdk.style.files import (
    find_style,
    read_analysis,
    read_style,
    shipped_styles,
    write_analysis,
    write_style,
)
from heliograph.sdk.style.learning import style_of
from heliograph.sdk.style.measuring import StyleAnalyser

__all__ = [
    "Analysis",
    "CannotAnalyse",
    "Style",
    "StyleAnalyser",
    "StyleBroken",
    "find_style",
    "read_analysis",
    "read_style",
    "shipped_styles",
    "style_of",
    "write_analysis",
    "write_style",
]
