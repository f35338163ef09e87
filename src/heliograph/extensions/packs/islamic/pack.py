"""The Islamic pack: verses, supplications, the Hijri calendar and prayer times, always quoted."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from heliograph.sdk.drawing import Drawing
from heliograph.sdk.judging import Judged
from heliograph.sdk.manifest import PackManifest, SubjectProfile, load_pack_manifest
from heliograph.sdk.packs import (
    Brief,
    DateOutOfRange,
    Event,
    Fact,
    NothingToSay,
    Plan,
    UnknownSubject,
)
from heliograph.sdk.problems import Problem
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.text import Draft, TextBrief

if TYPE_CHECKING:
    from heliograph.extensions.packs.islamic.facts.setting import Sources

LANGUAGES = ("en", "ar")


def _loaded(name: str) -> ModuleType:
    """A submodule loaded when first needed: the pack costs nothing until it is used."""
    return importlib.import_module(f"heliograph.extensions.packs.islamic.{name}")


class IslamicPack:
    """Implements `heliograph.sdk.packs.Pack`, and writes and judges its texts itself.

    `folders` are where the Qur'an's text may be, `home` is where an instance keeps what its users
    brought; a process that was told neither has no verses and everything else.
    """

    def __init__(self, folders: Sequence[Path] = (), home: Path | None = None) -> None:
        self.folder: Path = Path(__file__).parent
        self.manifest: PackManifest = load_pack_manifest(self.folder)
        self._folders = tuple(folders)
        self._home = home

    def located(self, home: Path, data_folders: Sequence[Path] = ()) -> IslamicPack:
        """The pack with an instance's files: its own folder, and where else the text may be."""
        own, *further = (one.expanduser().absolute() for one in (home, *data_folders))
        places = (place for folder in further for place in (folder / "quran", folder))
        return IslamicPack((own / "quran", *places), own)

    def subjects(self) -> Sequence[SubjectProfile]:
        """The audiences, the widest first."""
        return tuple(_loaded("content").profiles().values())

    def subject(self, subject_id: str) -> SubjectProfile:
        """One audience by its id; raises `UnknownSubject`."""
        known: dict[str, SubjectProfile] = _loaded("content").profiles()
        if subject_id not in known:
            names = ", ".join(known)
            raise UnknownSubject(f"There is no audience {subject_id!r}. Choose one of: {names}.")
        return known[subject_id]

    def events(self, year: int) -> Sequence[Event]:
        """The occasions of a civil year by the tables, without any brand's offset."""
        with _refusals():
            found: tuple[Event, ...] = _loaded("facts.year").events_of_year(year)
            return found

    def facts(self, brief: Brief, events: Sequence[Event]) -> Sequence[Fact]:
        """What is true for the brief's day. Computed from the brand's own options: an occasion
        may be announced for another day than the one the tables have."""
        self._check(brief)
        with _refusals():
            asked = _loaded("facts.asked").Asked(brief, self._setting(brief))
            found: tuple[Fact, ...] = _loaded("types").facts_for(asked)
            return found

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        """What a text of that type says, and every word it may be filled with."""
        self._check(brief)
        with _refusals():
            made: Plan = _loaded("types").plan_for(brief, self._setting(brief), facts)
            return made

    def write(self, brief: TextBrief) -> Draft:
        """Own sentences around what is quoted whole from the files."""
        draft: Draft = _loaded("writing").write(brief)
        return draft

    def drawing(self, plan: Plan, draft: Draft) -> Drawing:
        """What the plan's picture is given; the words of the files to the byte."""
        usual = next(one.design for one in self.manifest.types if one.id == plan.type)
        made: Drawing = _loaded("pictures").drawing(plan, draft, usual)
        return made

    def storyboard(self, plan: Plan, draft: Draft) -> Storyboard:
        """The scenes of a plan's video; quoted words to the byte, and never spoken."""
        kind = next(one for one in self.manifest.types if one.id == plan.type)
        made: Storyboard = _loaded("videos").storyboard_of(plan, draft, kind.name)
        return made

    def judge(self, piece: Judged) -> Sequence[Problem]:
        """The rules of respect that the piece breaks."""
        found: tuple[Problem, ...] = _loaded("respect.judging").judge(piece, self._sources())
        return found

    def own_words(self, text: str, plan: Plan) -> str:
        """The text without its quotations: what originality and variety are measured on."""
        own: str = _loaded("respect.judging").own_words(text, plan)
        return own

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        """Every reference, date, time, number or name of the text that the plan does not hold."""
        found: tuple[str, ...] = _loaded("claims").unsupported_claims(text, plan)
        return found

    def _check(self, brief: Brief) -> None:
        self.subject(brief.subject)
        known = [one.id for one in self.manifest.types]
        if brief.type not in known:
            raise ValueError(
                f"The Islamic pack does not make {brief.type!r}. Choose one of: {', '.join(known)}."
            )
        if brief.language not in LANGUAGES:
            raise ValueError(f"The Islamic pack has no {brief.language!r}. Choose en or ar.")

    def _setting(self, brief: Brief) -> object:
        options = dict(brief.options)
        for note in brief.notes:
            if _loaded("quran.references").is_reference(note):
                options["reference"] = note.strip()
        return _loaded("facts.setting").setting_of(options, brief.zone, self._sources())

    def _sources(self) -> Sources:
        found: Sources = _loaded("facts.sources").sources_in(self._folders, self._home)
        return found


@contextmanager
def _refusals() -> Iterator[None]:
    """What the pack's parts refuse, as the kinds of refusal every pack has."""
    errors = _loaded("errors")
    try:
        yield
    except errors.OutsideCalendar as error:
        raise DateOutOfRange(f"{error.detail}. {error.remedy}") from error
    except (errors.TextMissing, errors.NothingForIt) as error:
        raise NothingToSay(f"{error.detail}. {error.remedy}") from error
    except errors.IslamicPackError as error:
        raise ValueError(f"{error.detail}. {error.remedy}") from error


PACK = IslamicPack()
