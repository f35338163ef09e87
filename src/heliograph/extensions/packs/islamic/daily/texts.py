"""The words for a plan: own sentences around what the plan and the files hold."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from heliograph.extensions.packs.islamic.hijri.names import Language, Words, digits
from heliograph.sdk.packs import Plan


class Sentences(BaseModel):
    """What one kind may say in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open: tuple[str, ...]
    body: str
    close: tuple[str, ...]
    line: str


class Both(BaseModel):
    """The sentences of one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: Sentences
    ar: Sentences


class Texts(BaseModel):
    """All of `texts.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verse_of_the_day: Both
    prayer_times: Both
    hijri_day: Both
    friday_reminder: Both
    expected: Words

    def of(self, kind: str, language: Language) -> Sentences:
        """The sentences of a kind in a language."""
        both: Both = getattr(self, kind)
        return both.ar if language == "ar" else both.en


@cache
def texts() -> Texts:
    """The sentences, read once."""
    path = Path(__file__).parent / "texts.yaml"
    return Texts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def write(plan: Plan, seed: str = "") -> str:
    """The text of a plan; the same plan and seed give the same text. Words of the files stand in
    it as they are."""
    language: Language = "ar" if plan.language == "ar" else "en"
    sentences = texts().of(plan.type, language)
    slots = {**plan.slots, "occasions": _occasions(plan, language)}
    if language == "ar" and "reference" in slots:
        slots["reference"] = digits(slots["reference"], "ar")
    parts = [
        _pick(sentences.open, plan, seed, "open"),
        sentences.body,
        _pick(sentences.close, plan, seed, "close"),
        sentences.line,
    ]
    # One pass over each sentence, so that braces inside a verse or a name could never be slots.
    filled = [part.format_map(slots).strip() for part in parts]
    return "\n\n".join(part for part in filled if part)


def _pick(choices: Sequence[str], plan: Plan, seed: str, role: str) -> str:
    """Every choice comes once before one comes back; each series begins somewhere else."""
    told = f"{seed}|{plan.type}|{plan.language}|{role}"
    start = int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big")
    return choices[(start + plan.date.toordinal()) % len(choices)]


def _occasions(plan: Plan, language: Language) -> str:
    lines = []
    for fact in plan.facts:
        if fact.kind != "occasion":
            continue
        ending = "_ar" if language == "ar" else ""
        line = str(fact.detail[f"name{ending}"])
        if fact.detail["is_expected"]:
            line = f"{line} ({texts().expected.of(language)})"
        note = str(fact.detail[f"note{ending}"])
        lines.append(f"{line}. {note}".strip() if note else line)
    return "\n".join(lines)
