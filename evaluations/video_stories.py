"""Short stories for looking at videos: a day of Leo and a quiet verse, in English and in Arabic.

The zodiac pack writes English only, so its Arabic story is told here with its own plates; all
other words are what the packs write for the day.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from heliograph.apps.cli.writing import Order, first_of
from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.settings import load_settings
from heliograph.sdk.composing import Crew, Wishes, compose
from heliograph.sdk.packs import Pack
from heliograph.sdk.storyboard import BoardScene, PictureWish, Storyboard, VideoPack
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.timeline.document import Aspect, Drawn, Title

DAY = date(2026, 11, 21)
HANDLES = {"zodiac": "@leo.daily", "islamic": "@an.ayah.a.day"}
LONGEST = 4
"""Scenes of a story, its opening and its last card among them."""
_QUOTED = ("name", "verse", "meaning")
_SKY = {"sun": 239.2, "moon": 8.0, "mercury": 221.0, "venus": 265.5, "mars": 130.4,
        "jupiter": 112.0, "saturn": 356.1}  # fmt: skip


def leo(language: str) -> tuple[Pack, str, Storyboard]:
    """A day of Leo: the opening, the sky, the Moon, the last card."""
    order = Order("zodiac", "leo", "daily_horoscope", DAY, 1, ZoneInfo("UTC"))
    pack, plan, draft = asyncio.run(first_of(order))
    if language == "ar":
        return pack, "leo", _leo_in_arabic()
    if not isinstance(pack, VideoPack):
        raise TypeError("The zodiac pack makes videos.")
    return pack, "leo", _shortened(pack.storyboard(plan, draft))


def quran_is_here() -> bool:
    """Whether the text of the Qur'an lies in one of the data folders."""
    folders = load_settings().data_folders
    return any((folder / "quran").is_dir() for folder in folders)


def verse(language: str, kind: str = "reminder") -> tuple[Pack, str, Storyboard]:
    """A reminder, a name or a countdown: our own line, what is quoted with its reference, and the
    source."""
    order = Order("islamic", "readers", kind, DAY, 1, ZoneInfo("UTC"), language=language)
    pack, plan, draft = asyncio.run(first_of(order))
    if not isinstance(pack, VideoPack):
        raise TypeError("The Islamic pack makes videos.")
    board = pack.storyboard(plan, draft)
    own = [one for one in board.scenes if one.id.startswith("line")][:1]
    quoted = [one for one in board.scenes if one.id.startswith(_QUOTED)][:2]
    kept = (board.scenes[0], *own, *quoted, board.scenes[-1])
    return pack, "readers", replace(board, scenes=kept)


def told(
    story: tuple[Pack, str, Storyboard], style: str, folder: Path, aspect: Aspect = "9:16"
) -> Timeline:
    """The story spoken, drawn and dressed in a shipped style; its files lie in `folder`."""
    pack, subject, board = story
    profile = pack.subject(subject)
    wishes = Wishes(
        pack_folder=pack.folder,
        style=shipped_styles()[style],
        aspect=aspect,
        palette=profile.palette,
        symbol=profile.symbol if pack.folder.name == "zodiac" else None,
        handle=HANDLES[pack.folder.name],
        seed=21,
    )
    catalogue = InstalledExtensions()
    crew = Crew(
        EspeakProvider().speak, catalogue.picture_provider().draw, catalogue.style_analyst()
    )
    return compose(board, wishes, crew, folder)


def _shortened(board: Storyboard) -> Storyboard:
    """The opening, what tells most of what was computed, and the last card."""
    inner = board.scenes[1:-1]
    best = sorted(inner, key=lambda one: (not one.titles, not isinstance(one.shot, Drawn)))
    kept = {one.id for one in best[: LONGEST - 2]}
    middle = tuple(one for one in inner if one.id in kept)
    return replace(board, scenes=(board.scenes[0], *middle, board.scenes[-1]))


def _leo_in_arabic() -> Storyboard:
    opening = (
        Title(text="الأسد", place="top", role="hook", size=0.16, entry="rise"),
        Title(text="اليوم · السبت ٢١ نوفمبر", place="top", role="note", face="italic", size=0.055),
    )
    note = Title(text="القمر مثلّث الزهرة", place="top", role="heading", size=0.082, entry="rise")
    return Storyboard(
        title="الأسد",
        language="ar",
        scenes=(
            BoardScene("opening", "يومٌ هادئ لمن يصغي قبل أن يجيب.",
                       PictureWish("plate-figure"), opening, "push_in"),
            BoardScene("sky", "القمر والزهرة متوافقان، والكلام الليّن يفتح الأبواب.",
                       Drawn(scene="sky_map", values={"positions": _SKY}), (note,), "pan_right"),
            BoardScene("moon", "يكتمل ضوء القمر قليلًا كل ليلة، فلا تستعجل الثمرة.",
                       Drawn(scene="moon", values={"phase": 138.0}), (), "pull_out"),
            BoardScene("end", "", PictureWish("plate-stars"), (
                Title(text="الأسد", place="lower", role="heading", size=0.13),
                Title(text="السبت ٢١ نوفمبر", place="lower", role="note", size=0.055),
            ), "pull_out", spoken=False, seconds=2.6, signed=True),
        ),
        mood="mystical",
        cover="opening",
    )  # fmt: skip
