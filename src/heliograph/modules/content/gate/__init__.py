"""The quality gate: machine-readable checks that can refuse a piece. Pure functions.

One file for each family of checks; a pack may add its own (`heliograph.sdk.judging`).
"""

from heliograph.modules.content.gate.judge import judge
from heliograph.modules.content.gate.language import likeness, reading_grade
from heliograph.modules.content.gate.measure import measure, measure_alone
from heliograph.modules.content.gate.policy import (
    decide,
    is_fixed,
    known_checks,
    policy_problems,
)
from heliograph.modules.content.gate.sources import is_quoted
from heliograph.modules.content.gate.values import (
    Alike,
    Check,
    Earlier,
    Licensed,
    PictureFile,
    Piece,
    Policy,
    Report,
    Voice,
)

__all__ = [
    "Alike",
    "Check",
    "Earlier",
    "Licensed",
    "PictureFile",
    "Piece",
    "Policy",
    "Report",
    "Voice",
    "decide",
    "is_fixed",
    "is_quoted",
    "judge",
    "known_checks",
    "likeness",
    "measure",
    "measure_alone",
    "policy_problems",
    "reading_grade",
]
