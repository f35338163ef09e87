"""A pack made of data alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.drawing import Drawing
from heliograph.sdk.manifest import PackManifest, SubjectProfile
from heliograph.sdk.packs import Brief, Event, Fact, NothingToSay, Plan, Theme, UnknownSubject
from heliograph.sdk.plain.claims import unsupported
from heliograph.sdk.plain.drawing import drawing_of
from heliograph.sdk.plain.loading import read_pack
from heliograph.sdk.plain.schema import KnownFact, TypeWords
from heliograph.sdk.plain.told import facts_of
from heliograph.sdk.plain.writing import write
from heliograph.sdk.text import Draft, TextBrief


class PlainPack:
    """Implements `heliograph.sdk.packs.Pack` and `heliograph.sdk.text.WritingPack` over a folder.

    What it may say is what a person entered for the piece (`Brief.notes`, one fact to a line, a
    source after ` | `), and what its own `facts.yaml` holds. It says nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def manifest(self) -> PackManifest:
        """What `pack.toml` says; raises `PackBroken`."""
        return read_pack(self.folder).manifest

    def subjects(self) -> Sequence[SubjectProfile]:
        """All subjects, in the order of the file."""
        return read_pack(self.folder).subjects.subjects

    def subject(self, subject_id: str) -> SubjectProfile:
        """One subject; raises `UnknownSubject`."""
        found = {one.id: one for one in self.subjects()}
        if subject_id not in found:
            names = ", ".join(found)
            raise UnknownSubject(f"There is no subject {subject_id!r}. Choose one of: {names}.")
        return found[subject_id]

    def events(self, year: int) -> Sequence[Event]:
        """None: a plain pack computes nothing."""
        return ()

    def facts(self, brief: Brief, events: Sequence[Event]) -> Sequence[Fact]:
        """What was entered for the piece; without that, what the pack knows, the day's own first
        and the rest in turn."""
        if told := facts_of(brief.notes):
            return told
        known = [one for one in read_pack(self.folder).facts.facts if _suits(one, brief)]
        today = [one for one in known if one.on == f"{brief.day:%m-%d}"]
        always = [one for one in known if one.on is None]
        start = _turn(brief, len(always))
        ordered = [*today, *always[start:], *always[:start]]
        return [
            Fact(f"known-{number}", "known", one.text, one.source, 1.0)
            for number, one in enumerate(ordered[:20], 1)
        ]

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        """The facts that are told, in their order; raises `UnknownSubject`, `NothingToSay`."""
        profile = self.subject(brief.subject)
        words = self._words(brief.type)
        if len(facts) < words.least:
            wanted = "one fact" if words.least == 1 else f"{words.least} facts"
            raise NothingToSay(
                f"{self._name(brief.type)} needs at least {wanted} and has {len(facts)}: "
                "enter notes for it, one fact to a line"
            )
        chosen = tuple(facts[: words.most if facts[0].kind == "note" else words.least + 1])
        return Plan(
            pack=self.manifest.id,
            subject=brief.subject,
            type=brief.type,
            date=brief.day,
            time_zone=str(brief.zone),
            language=brief.language,
            facts=chosen,
            themes=tuple(Theme(fact.kind, fact.id) for fact in chosen),
            tone="plain",
            slots={
                "topic": str(brief.options.get("topic") or profile.name),
                "subject": profile.name,
                "count": str(len(chosen)),
                "weekday": weekday(brief.day, brief.language),
                "date": date_words(brief.day, brief.language),
                "brand": str(brief.options.get("brand") or profile.name),
            },
        )

    def write(self, brief: TextBrief) -> Draft:
        """One draft; raises `ValueError` when not even one fact fits the limit."""
        return write(self._words(brief.plan.type), brief)

    def drawing(self, plan: Plan, draft: Draft) -> Drawing:
        """What the piece's picture is given."""
        kind = next(one for one in self.manifest.types if one.id == plan.type)
        words = self._words(plan.type).languages[plan.language]
        return drawing_of(self.folder, kind, words, plan, draft)

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        """Every number, address and name in the text that neither the facts nor the pack's own
        sentences hold."""
        return unsupported(text, plan, self._words(plan.type))

    def _words(self, kind: str) -> TypeWords:
        found = read_pack(self.folder).texts.types
        if kind not in found:
            raise ValueError(
                f"{self.manifest.name} does not make {kind!r}. Choose one of: {', '.join(found)}."
            )
        return found[kind]

    def _name(self, kind: str) -> str:
        return next(one.name for one in self.manifest.types if one.id == kind)


def _suits(fact: KnownFact, brief: Brief) -> bool:
    return (
        fact.language == brief.language
        and (not fact.subjects or brief.subject in fact.subjects)
        and (not fact.types or brief.type in fact.types)
    )


def _turn(brief: Brief, count: int) -> int:
    """Where the day's turn begins: each day goes on where the day before ended, and every series
    starts elsewhere."""
    if count == 0:
        return 0
    offset = int.from_bytes(hashlib.sha256(f"{brief.series}:{brief.type}".encode()).digest()[:4])
    return (brief.day.toordinal() + offset) % count
