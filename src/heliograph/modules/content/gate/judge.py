"""All checks in one call."""

from __future__ import annotations

from heliograph.modules.content.gate.encoding import encoding_checks
from heliograph.modules.content.gate.facts import facts_checks, pack_checks, person_checks
from heliograph.modules.content.gate.hashtags import hashtag_checks
from heliograph.modules.content.gate.originality import originality_checks
from heliograph.modules.content.gate.picture import picture_checks
from heliograph.modules.content.gate.platforms import platform_checks
from heliograph.modules.content.gate.policy import decide
from heliograph.modules.content.gate.rights import rights_checks
from heliograph.modules.content.gate.shape import shape_checks
from heliograph.modules.content.gate.values import Family, Piece, Policy, Report
from heliograph.modules.content.gate.voice import voice_checks
from heliograph.modules.content.gate.words import words_checks
from heliograph.sdk.packs import Pack

FAMILIES: tuple[Family, ...] = (
    facts_checks,
    pack_checks,
    words_checks,
    shape_checks,
    voice_checks,
    hashtag_checks,
    originality_checks,
    encoding_checks,
    picture_checks,
    rights_checks,
    platform_checks,
    person_checks,
)


def judge(piece: Piece, pack: Pack, policy: Policy | None = None) -> Report:
    """Run every check that applies, and weigh what failed as the brand wants it."""
    return decide([check for family in FAMILIES for check in family(piece, pack)], policy or {})
