"""The zodiac pack: twelve signs, the computed sky, and a plan for each day."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac import content
from heliograph.extensions.packs.zodiac.birth import BirthSign
from heliograph.sdk.drawing import Drawing
from heliograph.sdk.manifest import PackManifest, SubjectProfile, load_pack_manifest
from heliograph.sdk.packs import Brief, Event, Fact, Plan, UnknownSubject
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.text import Draft

DAILY = "daily_horoscope"


def _loaded(name: str) -> ModuleType:
    """A submodule loaded when first needed: the ephemeris and many patterns are slow to load."""
    return importlib.import_module(f"heliograph.extensions.packs.zodiac.{name}")


class ZodiacPack:
    """Implements `heliograph.sdk.packs.Pack`; costs nothing until the sky is asked for."""

    def __init__(self) -> None:
        self.folder: Path = content.FOLDER
        self.manifest: PackManifest = load_pack_manifest(self.folder)

    def subjects(self) -> Sequence[SubjectProfile]:
        """The twelve signs from Aries to Pisces."""
        return tuple(content.profiles().values())

    def subject(self, subject_id: str) -> SubjectProfile:
        """One sign by its id, such as "leo"; raises `UnknownSubject`."""
        found = content.profiles().get(subject_id)
        if found is None:
            names = ", ".join(content.profiles())
            raise UnknownSubject(f"There is no sign {subject_id!r}. Choose one of: {names}.")
        return found

    def rules(self) -> content.Rules:
        """Forbidden words, and what a text must or must never do."""
        return content.rules()

    def events(self, year: int) -> Sequence[Event]:
        """Every event of a UTC year, 1900 to 2050, in order of time."""
        found: tuple[Event, ...] = _loaded("events").events_of_year(year)
        return found

    def facts(self, brief: Brief, events: Sequence[Event]) -> Sequence[Fact]:
        """What is true on the brief's local day, the weightiest first."""
        found: tuple[Fact, ...] = _loaded("facts").facts_of_day(brief.day, brief.zone, events)
        return found

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        """What a text of that type says for one sign: its facts, themes, tone and slots."""
        profile, kind = self.subject(brief.subject), brief.type
        known = [one.id for one in self.manifest.types]
        if kind not in known:
            choices = ", ".join(known)
            raise ValueError(f"The zodiac pack does not make {kind!r}. Choose one of: {choices}.")
        if kind == DAILY:
            plan_day = _loaded("plan").plan_day
            daily: Plan = plan_day(profile, kind, brief.day, brief.zone, facts)
            return daily
        asked = _loaded("types.base").Asked(profile, kind, brief.day, brief.zone, facts)
        made: Plan = _loaded("types").plan_type(asked)
        return made

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        """The words of every claim about the sky that the plan does not hold."""
        found: tuple[str, ...] = _loaded("claims").unsupported_claims(text, plan)
        return found

    def drawing(self, plan: Plan, draft: Draft) -> Drawing:
        """What the plan's picture shows besides its words."""
        found: Drawing = _loaded("drawing").drawing_of(plan, draft)
        return found

    def storyboard(self, plan: Plan, draft: Draft) -> Storyboard:
        """The scenes of a plan's video."""
        found: Storyboard = _loaded("videos").storyboard_of(plan, draft)
        return found

    def sky_of(self, day: date, zone: ZoneInfo) -> list[dict[str, str | float]]:
        """All bodies at local noon: longitude, sign, degree in the sign, direction."""
        found: list[dict[str, str | float]] = _loaded("noon").sky_of(day, zone)
        return found

    def sign_of_birth(self, day: date, zone: ZoneInfo, at: time | None = None) -> BirthSign:
        """The sign of a birth date from the Sun's own longitude, with a note on cusp days."""
        found: BirthSign = _loaded("noon").sign_of_birth(day, zone, at)
        return found


PACK = ZodiacPack()
