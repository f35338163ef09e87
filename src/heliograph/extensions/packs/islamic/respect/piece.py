"""What the checks are told about a piece of content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heliograph.extensions.packs.islamic.hadith.record import Hadith

Sound = Literal["none", "ambience", "voice", "music", "recitation", "made_recitation"]
"""`recitation` is a person's; `made_recitation` is one that a machine made."""


@dataclass(frozen=True)
class Picture:
    """A picture or video: what is written on it, what it was asked to show, and what it shows.

    `verse_ends_at` is how far down the lowest line of a verse stands, 0 at the top, 1 at the
    bottom edge. `is_generated` is whether a model drew it.
    """

    texts: tuple[str, ...] = ()
    prompt: str = ""
    shows: tuple[str, ...] = ()
    is_generated: bool = False
    verse_ends_at: float | None = None


@dataclass(frozen=True)
class Account:
    """Where it would be posted: the packs whose content shares the queue, what its owner has
    confirmed, and whether its permanent credits name the sources."""

    packs: frozenset[str] = frozenset({"islamic"})
    mixing_confirmed: bool = False
    credits_sources: bool = False
    no_instruments: bool = False
    weak_hadith_allowed: bool = False


@dataclass(frozen=True)
class Piece:
    """One post of this pack as a reader would get it.

    `verses` are the references it quotes. `cards` are the parts of one verse over several
    pictures, in order. `approved_by` names the person who said yes; None before that.
    """

    text: str
    kind: str = ""
    verses: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cards: tuple[str, ...] = ()
    posted_apart: bool = False
    sound: tuple[Sound, ...] = ()
    hadith: tuple[Hadith, ...] = ()
    account: Account = Account()
    approved_by: str | None = None
    from_provider: bool = False
    """Whether the text is a model's own, before anything was filled in from the files."""
