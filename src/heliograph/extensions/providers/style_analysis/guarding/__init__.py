"""Marks of a reference, and the proof that nothing of it is in a new video."""

from heliograph.extensions.providers.style_analysis.guarding.checking import Copied, copied_in
from heliograph.extensions.providers.style_analysis.guarding.marking import marks_of
from heliograph.extensions.providers.style_analysis.guarding.marks import (
    Marks,
    read_marks,
    write_marks,
)

__all__ = ["Copied", "Marks", "copied_in", "marks_of", "read_marks", "write_marks"]
