"""What a niche pack is written against: facts of a day, and the plan a text is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from heliograph.sdk.manifest import PackManifest, SubjectProfile

Detail = dict[str, str | int | float | bool | None]


class UnknownSubject(ValueError):
    """The pack has no such subject; the message names the ones it has."""


class DateOutOfRange(ValueError):
    """The pack's sources do not reach that date; the message names the range."""


class NothingToSay(ValueError):
    """The day lacks what the type is about; the message says what, or when there will be."""


@dataclass(frozen=True)
class Event:
    """A computed happening: `kind` ("ingress", "station", "phase", "eclipse", "season",
    "aspect"), the body it is about, the UTC time to the second, and its particulars."""

    kind: str
    body: str
    at: datetime
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """One computed or cited statement. `text` says it in plain words; `detail` holds its parts
    (bodies, signs, degrees, times) so that a text can be checked against it."""

    id: str
    kind: str
    text: str
    source: str
    weight: float = 0.0
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True)
class Theme:
    """What a fact means for the subject: the key of a group of templates and its slots."""

    id: str
    fact_id: str
    slots: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Everything a text may say, decided before a word of it is written."""

    pack: str
    subject: str
    type: str
    date: date
    time_zone: str
    language: str
    facts: tuple[Fact, ...]
    themes: tuple[Theme, ...]
    tone: str
    slots: dict[str, str] = field(default_factory=dict)
    """Pack-wide slots of this plan: subject name, advice, do, avoid, lucky window."""


@dataclass(frozen=True)
class Brief:
    """What is wanted, before it is made.

    `options` is what the brand has set for its pack, by the names of the manifest's options;
    `notes` are facts and thoughts a person entered for this piece, one to a line; `series` names
    what publishes side by side, so that choices made from the date differ between accounts.
    """

    subject: str
    type: str
    day: date
    zone: ZoneInfo
    language: str = "en"
    series: str = ""
    options: Detail = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Pack(Protocol):
    """A niche: what its subjects are, what is true on a day, and what to say about it."""

    @property
    def manifest(self) -> PackManifest:
        """What `pack.toml` says."""
        ...

    @property
    def folder(self) -> Path:
        """Where the pack's files are."""
        ...

    def subjects(self) -> Sequence[SubjectProfile]:
        """All subjects, in their natural order."""
        ...

    def subject(self, subject_id: str) -> SubjectProfile:
        """One subject; raises `UnknownSubject`."""
        ...

    def events(self, year: int) -> Sequence[Event]:
        """Every event of a UTC year in order of time; slow, so the caller stores the rows.

        Raises `DateOutOfRange`.
        """
        ...

    def facts(self, brief: Brief, events: Sequence[Event]) -> Sequence[Fact]:
        """What is true for the brief's local day. `events` cover it with a margin of ten days.

        Raises `DateOutOfRange`.
        """
        ...

    def plan(self, brief: Brief, facts: Sequence[Fact]) -> Plan:
        """Choose and rank what to say; raises `UnknownSubject`, `NothingToSay`, or
        `ValueError` for a type that the pack does not have."""
        ...

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        """Every planet, sign, degree, date or time named in the text that the plan does not hold,
        each as the words that name it; empty when all are held."""
        ...


@runtime_checkable
class DataPack(Protocol):
    """A pack that reads files which an instance keeps for it: texts the owner installed, records
    its users brought. Extensions read no settings, so they are told."""

    def located(self, home: Path, data_folders: Sequence[Path] = ()) -> Pack:
        """The same pack with an instance's own folder for it, and the folders of data that its
        owner named."""
        ...
