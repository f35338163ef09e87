"""The scenes of a plan: an opening that says whose video it is, every sentence, what to do, and a
last card."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heliograph.extensions.packs.zodiac import content
from heliograph.extensions.packs.zodiac.drawing import drawing_of
from heliograph.extensions.packs.zodiac.videos.shelf import BODY, Shelf
from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.lines import lines_of
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.storyboard import BoardScene, PictureWish, Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Drawn, Move, Title

LONGEST, MOST_LINES = 96, 12
# What begins a row of a list is neither said nor shown: a video has no rows.
_BULLETS = re.compile(r"^[\u2022\u25aa\u2013-]\s+", re.MULTILINE)
_MOVES: tuple[Move, ...] = ("push_in", "pan_right", "pull_out", "rise", "pan_left")
_NAMES = {
    "daily_horoscope": "today",
    "weekly": "this week",
    "monthly": "this month",
    "love": "love",
    "career": "work",
}


def storyboard_of(plan: Plan, draft: Draft) -> Storyboard:
    """The scenes of a plan; raises `NothingToSay` where there is no text to tell."""
    lines = lines_of(_BULLETS.sub("", draft.text), LONGEST)[:MOST_LINES]
    if not lines:
        raise NothingToSay("There is no text to make a video of.")
    shelf = Shelf(plan)
    scenes = [_opening(plan, draft, lines[0], shelf)]
    dealt = shelf.dealt(lines[1:])
    for number, (line, (shot, about)) in enumerate(zip(lines[1:], dealt, strict=True), start=2):
        move = _MOVES[number % len(_MOVES)]
        scenes.append(
            BoardScene(f"line-{number}", line, shot, _note(line, plan), move, about=about)
        )
    return Storyboard(
        title=draft.title or f"{_subject(plan)}, {_when(plan)}",
        language=plan.language,
        scenes=(*scenes, *_advice(plan), _closing(plan, draft)),
        mood="mystical",
        cover="opening",
        notes={"pack": plan.pack, "type": plan.type, "date": plan.date.isoformat()},
    )


def _opening(plan: Plan, draft: Draft, line: str, shelf: Shelf) -> BoardScene:
    """The subject within the first second, and the hook said over it."""
    heading = _heading(plan, draft)
    about = _NAMES.get(plan.type) or str(drawing_of(plan, draft).words.get("kicker", ""))
    below = " · ".join(one for one in (about, _told_of(plan, draft)) if one)
    titles = (
        Title(text=heading, place="top", role="hook", size=0.16, entry="rise"),
        Title(text=below, place="top", role="note", face="italic", size=0.055),
    )
    shot, shown = shelf.opening(draft)
    return BoardScene("opening", line, shot, titles, "push_in", chapter=heading, about=shown)


def _heading(plan: Plan, draft: Draft) -> str:
    """What the video is about: what happens above, or whose sign it is."""
    return str(drawing_of(plan, draft).words.get("title") or _subject(plan))


def _told_of(plan: Plan, draft: Draft) -> str:
    """The day or the days that the piece is about; a lesson is as good on any other day."""
    if plan.type == "educational":
        return draft.title
    return str(drawing_of(plan, draft).words.get("date") or _when(plan))


def _note(line: str, plan: Plan) -> tuple[Title, ...]:
    """What was computed, in its own words, where a line speaks of it."""
    spoken_of = set(BODY.findall(line))
    for fact in plan.facts:
        named = (str(fact.detail.get("body")), str(fact.detail.get("other")))
        if fact.kind == "aspect" and spoken_of.issuperset(named):
            told = f"{named[0]} {fact.detail['aspect']} {named[1]}"
            return (Title(text=told, place="top", role="heading", size=0.082, entry="rise"),)
    return ()


def _advice(plan: Plan) -> Sequence[BoardScene]:
    do, avoid = plan.slots.get("do", ""), plan.slots.get("avoid", "")
    if not (do and avoid) or plan.type not in _NAMES:
        return ()
    said = f"{do[:1].upper()}{do[1:]}"
    titles = (Title(text=said, place="middle", role="heading", size=0.1, entry="rise"),)
    shot = Drawn(scene="light_rays", seed=7)
    line = f"Try this: {do}. Leave out {avoid}."
    return (BoardScene("advice", line, shot, titles, chapter="To do", about=("what to do",)),)


def _closing(plan: Plan, draft: Draft) -> BoardScene:
    """Whose video it was, below the stars of the sign; the brand's handle stands over it."""
    titles = (
        Title(text=_heading(plan, draft), place="lower", role="heading", size=0.13),
        Title(text=_told_of(plan, draft), place="lower", role="note", face="italic", size=0.055),
    )
    drawing = drawing_of(plan, draft)
    # The sign that the Moon is in, or the other one of a pair, whose own opened the video.
    above = plan.slots.get("moon_sign", "").lower() if plan.type == "moon_phase" else ""
    above = above or str(drawing.values.get("partner", ""))
    shot = PictureWish("plate-stars", symbol=above or drawing.symbol)
    about = ("the stars of the sign",)
    return BoardScene("end", "", shot, titles, "pull_out", False, 2.6, about=about, signed=True)


def _subject(plan: Plan) -> str:
    return plan.slots.get("subject_name") or content.profiles()[plan.subject].name


def _when(plan: Plan) -> str:
    return f"{weekday(plan.date, plan.language)} {date_words(plan.date, plan.language)}"
