"""What the gate is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

from heliograph.sdk.files import MediaFacts
from heliograph.sdk.judging import Judged, JudgedPicture
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import Pack, Plan
from heliograph.sdk.pictures import PictureReport

Step = Literal["warn", "block", "needs_person"]
Policy = Mapping[str, Step]
"""What a brand wants to happen when a check fails, by the check's name."""


@dataclass(frozen=True)
class Voice:
    """How the brand speaks, as far as a machine can compare it."""

    tone: Sequence[str] = ()
    dont: Sequence[str] = ()
    samples: Sequence[str] = ()


@dataclass(frozen=True)
class Earlier:
    """An earlier piece of the brand, the newest first."""

    text: str
    hashtags: Sequence[str] = ()
    call_to_action: str | None = None


@dataclass(frozen=True)
class Alike:
    """The piece of the brand that comes nearest: which, from when, and how near.

    `words` is the part of five-word runs they share; `meaning` the cosine of their vectors, None
    where meanings are not compared. `compared` counts the pieces that were asked about.
    """

    content_id: str = ""
    day: date | None = None
    words: float = 0.0
    meaning: float | None = None
    compared: int = 0


@dataclass(frozen=True)
class Licensed:
    """Something that goes out with the piece, and the licence under which it may; empty: none."""

    name: str
    licence: str
    source: str = ""


@dataclass(frozen=True)
class PictureFile:
    """What a look at the file itself found. `spread` is how far its brightness reaches: about 0
    for a blank page."""

    facts: MediaFacts
    spread: float


@dataclass(frozen=True)
class Piece:
    """What the gate looks at. `earlier` are texts near this one in date, `recent` the last pieces
    in order of time, `alike` what a search through everything the brand made has found. An
    `alt_text` of None was not given and is not judged."""

    text: str
    hashtags: Sequence[str]
    alt_text: str | None
    plan: Plan
    picture: PictureReport | None
    forbidden: Sequence[str] = ()
    earlier: Sequence[str] = ()
    recent: Sequence[Earlier] = ()
    alike: Alike | None = None
    voice: Voice = Voice()
    card_text: str = ""
    call_to_action: str | None = None
    picture_words: Mapping[str, str] = field(default_factory=dict)
    file: PictureFile | None = None
    has_picture: bool = False
    licences: Sequence[Licensed] | None = None
    platforms: Sequence[ConnectorManifest] = ()
    approved_by: str | None = None
    script: Sequence[str] = ()
    cards: Sequence[str] = ()
    further: Sequence[PictureReport] = ()
    """Of the pictures after the first, in order."""
    painted: str = ""
    """What a model was asked to paint behind the words; empty where none was."""
    title: str = ""
    from_model: bool = False

    @property
    def reports(self) -> Sequence[PictureReport]:
        """Of every picture that was drawn here, in order."""
        return () if self.picture is None else (self.picture, *self.further)

    @property
    def shows_picture(self) -> bool:
        """Whether a picture goes with it, measured or not."""
        return self.has_picture or self.picture is not None or self.file is not None

    @property
    def judged(self) -> Judged:
        """The piece as a pack's own rules see it."""
        pictures: tuple[JudgedPicture, ...] = ()
        if self.shows_picture:
            words = [dict(self.picture_words), *(written_on(one) for one in self.further)]
            reports = [self.picture, *self.further]
            pictures = tuple(
                JudgedPicture(said, 0, 0, bool(self.painted), self.painted, report)
                for said, report in zip(words, reports, strict=True)
            )
        return Judged(
            text=self.text,
            plan=self.plan,
            hashtags=tuple(self.hashtags),
            alt_text=self.alt_text or "",
            title=self.title,
            script=tuple(self.script),
            cards=tuple(self.cards),
            pictures=pictures,
            approved_by=self.approved_by,
            from_model=self.from_model,
        )


@dataclass(frozen=True)
class Check:
    """One check: a `must` that fails refuses the piece; the others only lower its score.

    `found` and `allowed` are ready to be shown; `remedy` tells a person how to mend a failure.
    """

    name: str
    passed: bool
    found: str
    allowed: str
    remedy: str = ""
    must: bool = True
    score: float = 1.0

    @property
    def detail(self) -> str:
        """The check in one or two sentences."""
        found = self.found[:1].upper() + self.found[1:]
        if self.passed:
            return found
        return f"{found}; allowed: {self.allowed}. {self.remedy}".strip()

    def as_json(self) -> dict[str, Any]:
        """For storage and for people; a check that failed scores nothing."""
        score = round(self.score, 3) if self.passed else 0.0
        return asdict(self) | {"score": score, "detail": self.detail}

    def softened(self) -> Check:
        """The same, refusing nothing."""
        return replace(self, must=False)


@dataclass(frozen=True)
class Report:
    """The gate's answer. `score` is the mean of all checks, 0 to 1; with `needs_person` nothing
    goes out before a person said yes, for the reasons in `asks`."""

    score: float
    passed: bool
    checks: tuple[Check, ...] = field(default_factory=tuple)
    needs_person: bool = False
    asks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For storage and for people."""
        return {
            "score": self.score,
            "passed": self.passed,
            "needs_person": self.needs_person,
            "asks": list(self.asks),
            "checks": [check.as_json() for check in self.checks],
        }


def written_on(report: PictureReport) -> dict[str, str]:
    """What is written on a picture, by layer; reports of before texts were kept do not tell."""
    return {box.layer: box.text for box in report.boxes if box.text}


Family = Callable[[Piece, Pack], Sequence[Check]]
"""One file's checks: those that apply to the piece, passed or not."""


def listed(things: Sequence[str], most: int = 5) -> str:
    """Things in a row, each once, as a person reads them."""
    once = list(dict.fromkeys(things))
    shown = ", ".join(f"“{one}”" for one in once[:most])
    return shown + (f" and {len(once) - most} more" if len(once) > most else "")
