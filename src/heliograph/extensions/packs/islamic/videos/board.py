"""The scenes of a plan. A verse stands still, long enough to be read slowly; its reference stays
in sight with its translation; own words are said, quoted ones never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from heliograph.extensions.packs.islamic.hijri.names import digits
from heliograph.extensions.packs.islamic.videos.grounds import Grounds
from heliograph.extensions.packs.islamic.videos.parts import Part, bare, parts_of, screens
from heliograph.extensions.packs.islamic.videos.telling import (
    hook_of,
    told_with_names,
    whole_lines,
)
from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.storyboard import BoardScene, Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Card, Drawn, Title

_NO_BREAK = "\u00a0"
_ARABIC_WORD, _TRANSLATED_WORD, _SETTLE = 0.75, 0.36, 2.6
"""Seconds a slow reader needs for a word, and to settle before the first."""
_LONGEST = 20.0
_VERSE_SIZES = ((14, 0.125), (26, 0.11))
_SIZES = ((12, 0.088), (28, 0.074), (60, 0.065))
"""Words at most, and how large they are set, in shares of the shorter side."""
_ARABIC_KINDS = {
    "verse_of_the_day": "آية اليوم",
    "verse_group": "آيات في معنى واحد",
    "dua": "دعاء من القرآن",
    "hadith": "حديث شريف",
    "reminder": "تذكرة",
    "names_of_allah": "من أسماء الله",
    "hijri_event": "مناسبة هجرية",
    "ramadan_day": "يوم من رمضان",
    "friday_reminder": "يوم الجمعة",
}
_ONE_ROW = 16
"""Letters that stand on one row of a card."""
_ROSETTE = {"order": 8, "begun": 0.38}
"""Begun already in the first frame, which is all that a network shows of a video."""
_WHOLE = {"order": 8, "begun": 1.0}


def storyboard_of(plan: Plan, draft: Draft, kind: str) -> Storyboard:
    """The scenes of a plan; `kind` is the type's name. Raises `NothingToSay` without a text."""
    parts = list(parts_of(draft.text, plan))
    if not parts:
        raise NothingToSay("There is no text to make a video of.")
    quotes = tuple(bare(part.text) for part in parts if part.role in ("verse", "name"))
    hook, told = hook_of(parts)
    scenes = (_opening(plan, kind, hook), *_scenes(told, plan), _closing(plan, parts, kind))
    return Storyboard(
        title=draft.title or f"{kind}, {_when(plan)}",
        language=plan.language,
        scenes=scenes,
        mood="stillness",
        quotes=quotes,
        cover=next((one.id for one in scenes if one.id.startswith("verse")), "opening"),
        notes={"pack": plan.pack, "type": plan.type, "date": plan.date.isoformat()},
    )


def _scenes(parts: list[Part], plan: Plan) -> Iterator[BoardScene]:
    names = [part for part in parts if part.role == "name"]
    # The pattern of twelve lies behind the name, and behind nothing else.
    numbers, grounds = count(1), Grounds(plan, {"pattern"} if names else set())
    parts, said = told_with_names(parts)
    for place, part in enumerate(parts):
        if part.role == "verse":
            for text in screens(bare(part.text)):
                yield _verse(f"verse-{next(numbers)}", text, _reference(parts, place))
        elif part.role == "translation":
            yield _translation(f"meaning-{next(numbers)}", part.text, _reference(parts, place))
        elif part.role == "name":
            yield _name(f"name-{next(numbers)}", part.text, said.get(place, ""))
        elif part.role == "own":
            for line in whole_lines(part.text):
                shot, about = grounds.dealt(line)
                name = f"line-{next(numbers)}"
                yield BoardScene(name, line, shot, (), "push_in", about=(about,))


def _verse(name: str, text: str, reference: str) -> BoardScene:
    seconds = min(_LONGEST, _SETTLE + _ARABIC_WORD * len(text.split()))
    titles = (
        Title(
            text=text, place="middle", face="quran", role="verse", size=_size(text, _VERSE_SIZES)
        ),
        Title(text=reference, place="bottom", face="text", role="reference", size=0.045),
    )
    shot = Drawn(scene="gradient", seed=1)
    return BoardScene(name, "", shot, titles, "still", False, seconds, about=("the verse alone",))


def _translation(name: str, text: str, reference: str) -> BoardScene:
    seconds = min(_LONGEST, _SETTLE + _TRANSLATED_WORD * len(text.split()))
    titles = (
        Title(text=text, place="middle", face="text", role="translation", size=_size(text, _SIZES)),
        Title(text=reference, place="bottom", face="text", role="reference", size=0.045),
    )
    shot = Drawn(scene="gradient", seed=1)
    return BoardScene(name, "", shot, titles, "still", False, seconds, about=("its meaning",))


def _name(name: str, text: str, line: str) -> BoardScene:
    """A name of Allah, and over it what it means."""
    titles = (Title(text=text, place="middle", face="quran", role="verse", size=0.24),)
    shot = Drawn(scene="pattern", seed=8, values={"order": 12, "begun": 0.3})
    return BoardScene(name, line, shot, titles, "still", bool(line), 4.5, about=("the name",))


def _opening(plan: Plan, kind: str, line: str) -> BoardScene:
    """What it is, and the hook said over it; an event is counted down to."""
    name = plan.slots.get("event") or _kind(plan, kind)
    ground = Drawn(scene="pattern", seed=8, values=dict(_ROSETTE))
    heading = name
    if plan.slots.get("event"):
        # "White days in 2 days" is parted before "in", and nowhere else.
        whole = name.replace(" ", _NO_BREAK) if len(name) <= _ONE_ROW else name
        heading = f"{whole} {plan.slots.get('event_until', '').replace(' ', _NO_BREAK)}".strip()
        days, expected = _event_days(plan), plan.slots.get("event_expected", "")
        footer = f"{expected[:1].upper()}{expected[1:]}"
    else:
        days, footer = _joined(_when(plan), plan.slots.get("hijri", ""), plan), ""
    card = Card(heading=heading, body=days, footer=footer, ground=ground)
    about = ("what it is about",)
    return BoardScene("opening", line, card, (), "", bool(line), 3.2, chapter=name, about=about)


def _closing(plan: Plan, parts: list[Part], kind: str) -> BoardScene:
    source = next((part.text for part in parts if part.role == "source"), "")
    ground = Drawn(scene="pattern", seed=8, values=dict(_WHOLE))
    heading = _where(plan) or plan.slots.get("event") or _kind(plan, kind)
    if plan.slots.get("event") and not source:
        source = _event_days(plan)
    card = Card(heading=heading, body=source, ground=ground)
    about = ("the source",)
    return BoardScene("end", "", card, spoken=False, seconds=3.2, about=about, signed=True)


def _event_days(plan: Plan) -> str:
    """When an event is, not when it is spoken of."""
    return _joined(plan.slots.get("event_civil", ""), plan.slots.get("event_hijri", ""), plan)


def _joined(civil: str, hijri: str, plan: Plan) -> str:
    """A day in both calendars, parted between the two and nowhere else."""
    comma = "\u060c " if plan.language == "ar" else ", "
    return comma.join(one.replace(" ", _NO_BREAK) for one in (civil, hijri) if one)


def _reference(parts: list[Part], place: int) -> str:
    """The reference that belongs to a quotation: the next one, else the last one before it."""
    later = [part.text for part in parts[place:] if part.role == "reference"]
    earlier = [part.text for part in parts[:place] if part.role == "reference"]
    return (later or earlier[::-1] or [""])[0]


def _kind(plan: Plan, kind: str) -> str:
    return _ARABIC_KINDS.get(plan.type, kind) if plan.language == "ar" else kind


def _where(plan: Plan) -> str:
    """Where a verse is to be found, for who wants to read on."""
    surah, said = plan.slots.get("surah", ""), plan.slots.get("reference_said", "")
    if not (surah and said):
        return ""
    return f"{surah} {said}"


def _size(text: str, sizes: Sequence[tuple[int, float]]) -> float:
    """Few words stand large, many as small as they must: by the number of words at most."""
    words = len(text.split())
    return next((size for most, size in sizes if words <= most), sizes[-1][1])


def _when(plan: Plan) -> str:
    day = f"{weekday(plan.date, plan.language)} {date_words(plan.date, plan.language)}"
    return digits(day, "ar") if plan.language == "ar" else day
