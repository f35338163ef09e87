"""The scenes of a plan. A verse stands still, long enough to be read slowly; its reference stays
in sight with its translation; own words are said, quoted ones never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from heliograph.extensions.packs.islamic.hijri.names import digits
from heliograph.extensions.packs.islamic.videos.parts import Part, bare, parts_of, screens
from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.lines import lines_of
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.storyboard import BoardScene, Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Card, Drawn, DrawnScene, Title

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
_GROUNDS: tuple[DrawnScene, ...] = ("light_rays", "aurora", "particles", "gradient")
_VERSE_GROUNDS: tuple[DrawnScene, ...] = ("gradient", "light_rays")


def storyboard_of(plan: Plan, draft: Draft, kind: str) -> Storyboard:
    """The scenes of a plan; `kind` is the type's name. Raises `NothingToSay` without a text."""
    parts = list(parts_of(draft.text, plan))
    if not parts:
        raise NothingToSay("There is no text to make a video of.")
    quotes = tuple(bare(part.text) for part in parts if part.role in ("verse", "name"))
    scenes = (_opening(plan, kind), *_scenes(parts), _closing(plan, parts, kind))
    return Storyboard(
        title=draft.title or f"{kind}, {_when(plan)}",
        language=plan.language,
        scenes=scenes,
        mood="stillness",
        quotes=quotes,
        cover=next((one.id for one in scenes if one.id.startswith("verse")), "opening"),
        notes={"pack": plan.pack, "type": plan.type, "date": plan.date.isoformat()},
    )


def _scenes(parts: list[Part]) -> Iterator[BoardScene]:
    numbers, grounds = count(1), count(0)
    for place, part in enumerate(parts):
        if part.role == "verse":
            for text in screens(bare(part.text)):
                yield _verse(f"verse-{next(numbers)}", text, _reference(parts, place))
        elif part.role == "translation":
            yield _translation(f"meaning-{next(numbers)}", part.text, _reference(parts, place))
        elif part.role == "name":
            yield _name(f"name-{next(numbers)}", part.text)
        elif part.role == "own":
            for line in lines_of(part.text):
                scene = _GROUNDS[next(grounds) % len(_GROUNDS)]
                number = next(numbers)
                shot = Drawn(scene=scene, seed=number)
                yield BoardScene(
                    f"line-{number}", line, shot, (), "push_in", about=("a quiet ground",)
                )


def _verse(name: str, text: str, reference: str) -> BoardScene:
    seconds = min(_LONGEST, _SETTLE + _ARABIC_WORD * len(text.split()))
    titles = (
        Title(
            text=text, place="middle", face="quran", role="verse", size=_size(text, _VERSE_SIZES)
        ),
        Title(text=reference, place="bottom", face="text", role="reference", size=0.045),
    )
    shot = Drawn(scene=_VERSE_GROUNDS[0], seed=1)
    return BoardScene(name, "", shot, titles, "still", False, seconds, about=("the verse alone",))


def _translation(name: str, text: str, reference: str) -> BoardScene:
    seconds = min(_LONGEST, _SETTLE + _TRANSLATED_WORD * len(text.split()))
    titles = (
        Title(text=text, place="middle", face="text", role="translation", size=_size(text, _SIZES)),
        Title(text=reference, place="bottom", face="text", role="reference", size=0.045),
    )
    shot = Drawn(scene=_VERSE_GROUNDS[0], seed=1)
    return BoardScene(name, "", shot, titles, "still", False, seconds, about=("its meaning",))


def _name(name: str, text: str) -> BoardScene:
    titles = (Title(text=text, place="middle", face="quran", role="verse", size=0.24),)
    shot = Drawn(scene="pattern", seed=8, values={"order": 8})
    return BoardScene(name, "", shot, titles, "still", False, 4.5, about=("the name",))


def _opening(plan: Plan, kind: str) -> BoardScene:
    name = plan.slots.get("event") or _kind(plan, kind)
    ground = Drawn(scene="pattern", seed=8, values={"order": 8})
    comma = "\u060c " if plan.language == "ar" else ", "
    both = (_when(plan), plan.slots.get("hijri", ""))
    # A date is parted between the two calendars and nowhere else.
    days = comma.join(one.replace(" ", _NO_BREAK) for one in both if one)
    card = Card(heading=name, body=days, ground=ground)
    return BoardScene(
        "opening", "", card, spoken=False, seconds=3.2, chapter=name, about=("a rosette",)
    )


def _closing(plan: Plan, parts: list[Part], kind: str) -> BoardScene:
    source = next((part.text for part in parts if part.role == "source"), "")
    ground = Drawn(scene="pattern", seed=8, values={"order": 8})
    card = Card(heading=_where(plan) or _kind(plan, kind), body=source, ground=ground)
    return BoardScene("end", "", card, spoken=False, seconds=2.8, about=("the source",))


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
