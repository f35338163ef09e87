"""What a failed check means for a brand: a warning, a refusal, or a person who has to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from heliograph.modules.content.gate.values import Check, Policy, Report

STEPS = ("warn", "block", "needs_person")
FIXED = frozenset(
    {"facts_in_plan", "needs_person", "licences", "glyphs", "hidden_signs", "broken_signs"}
)
"""No brand may soften these: what is wrong with them is wrong for everybody."""
KNOWN = (
    "alt_text",
    "alt_text_quality",
    "arabic_punctuation",
    "brand_voice",
    "broken_signs",
    "call_to_action",
    "claims",
    "contrast",
    "emoji",
    "facts_in_plan",
    "fear",
    "forbidden_words",
    "glyphs",
    "hashtags",
    "hashtags_banned",
    "hashtags_varied",
    "hidden_signs",
    "hook",
    "length",
    "licences",
    "lookalike_letters",
    "needs_person",
    "open_slots",
    "opener",
    "originality",
    "originality_meaning",
    "picture_blank",
    "picture_fit",
    "picture_format",
    "picture_size",
    "picture_words",
    "reading_ease",
    "rhythm",
    "safe_area",
    "sentiment",
    "taboo_phrases",
    "type_size",
    "voice_donts",
)
"""Every check a brand may have a say in, besides those of platforms; a test holds it complete."""
REPORTED = frozenset({"pack_rules", "picture_words_read"})
"""Names that stand in reports and never fail."""
_FIXED_FAMILIES = ("respect.", "quran.", "hadith.", "pack_", "platform_")


def is_fixed(name: str) -> bool:
    """Whether a brand has no say in what a check's failure means."""
    if name.endswith("_hashtags"):
        return False
    return name in FIXED or name.startswith(_FIXED_FAMILIES) or "." in name


def known_checks(platforms: Sequence[str]) -> Sequence[str]:
    """The names a policy may have, with those of the platforms that are installed."""
    own = [f"platform_{one}{part}" for one in platforms for part in ("", "_hashtags")]
    return [*KNOWN, *own]


def policy_problems(
    policy: Mapping[str, object], platforms: Sequence[str] | None = None
) -> Sequence[str]:
    """What is wrong with a policy that somebody wants to set, each as one sentence. Names are
    compared where the ids of the installed `platforms` are given."""
    unknown = [] if platforms is None else _unknown(policy, known_checks(platforms))
    wrong = [
        f"{name} may be {', '.join(STEPS[:-1])} or {STEPS[-1]}, not {step!r}"
        for name, step in policy.items()
        if step not in STEPS
    ]
    soft = [name for name, step in policy.items() if is_fixed(name) and step == "warn"]
    return [*unknown, *wrong, *(f"{name} cannot be softened to a warning" for name in soft)]


def _unknown(policy: Mapping[str, object], known: Sequence[str]) -> list[str]:
    strange = [name for name in policy if name not in known]
    packs = [
        f"{one} is a rule of its pack, and no brand's to change" for one in strange if "." in one
    ]
    others = [name for name in strange if "." not in name]
    if not others:
        return packs
    listed = ", ".join(one for one in known if not one.startswith("platform_"))
    return [
        *packs,
        f"the gate has no check {', '.join(others)}; it has {listed}, and platform_… for each"
        " network",
    ]


def decide(checks: Sequence[Check], policy: Policy) -> Report:
    """The report: each failure weighed as the brand wants it."""
    weighed = [_weighed(check, policy) for check in checks]
    asks = [
        f"{check.name}: {check.found}"
        for check in weighed
        if not check.passed and _asks_person(check, policy)
    ]
    scores = [check.score if check.passed else 0.0 for check in weighed]
    score = round(sum(scores) / max(len(scores), 1), 3)
    passed = all(check.passed or not check.must for check in weighed)
    return Report(score, passed, tuple(weighed), bool(asks), tuple(asks))


def _weighed(check: Check, policy: Policy) -> Check:
    step = policy.get(check.name)
    if step is None or (is_fixed(check.name) and step == "warn"):
        return check
    if is_fixed(check.name) and check.must:
        return check
    return replace(check, must=step == "block")


def _asks_person(check: Check, policy: Policy) -> bool:
    return check.name == "needs_person" or policy.get(check.name) == "needs_person"
