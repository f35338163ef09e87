"""What a text provider is written against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.packs import Plan


@dataclass(frozen=True)
class TextMemory:
    """What was used lately, newest first, so that it is not used again too soon.

    `templates` are the template ids used for this subject and type; `today` the template ids and
    `openings` the first five words (lower case) already used on the same date by other subjects.
    """

    templates: tuple[str, ...] = ()
    today: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TextBrief:
    """What to write. `seed` and `revision` make it repeatable: same brief, same text.

    `series` names what publishes side by side (a workspace, an account): subjects of one series
    keep apart in wording, and another series words the same day differently.
    """

    plan: Plan
    pack_folder: Path
    seed: str
    revision: int = 0
    series: str = ""
    tone: str | None = None
    length: str = "medium"  # short | medium | long
    max_characters: int | None = None
    forbidden: tuple[str, ...] = ()
    memory: TextMemory = field(default_factory=TextMemory)


@dataclass(frozen=True)
class Draft:
    """A written piece. `text` has no hashtags; they stand apart in order of use."""

    text: str
    hook: str
    title: str
    hashtags: tuple[str, ...]
    call_to_action: str | None
    alt_text: str
    card_text: str
    """At most thirty words for the picture."""
    used_templates: tuple[str, ...]
    cards: tuple[str, ...] = ()
    """The words of several pictures in order, for a piece that needs more than one; else empty.

    They go out in one post or not at all. A `DrawingPack` is asked for each of them with
    `replace(draft, card_text=card, cards=(card,))`; of several cards together it draws one
    picture that does without them.
    """


class TextProvider(Protocol):
    """Writes from a plan, and from nothing but the plan."""

    manifest: ProviderManifest

    async def write(self, brief: TextBrief) -> Draft:
        """One draft; raises `heliograph.sdk.errors.TryLater` when the provider cannot now."""
        ...


@runtime_checkable
class WritingPack(Protocol):
    """A pack that words its plans itself: its texts quote, and quotes are not to be varied.

    Where a pack has this, no provider is asked to write.
    """

    def write(self, brief: TextBrief) -> Draft:
        """One draft; raises `ValueError` when the plan cannot be said within the limits."""
        ...


def opening_of(text: str) -> str:
    """The first five words in lower case: what a reader would notice as a repeated opening."""
    return " ".join(text.lower().split()[:5])


def recent_templates(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Template ids of several drafts, newest draft first."""
    return tuple(name for draft in drafts for name in draft.used_templates)
