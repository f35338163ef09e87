"""Names of Allah, hadith and supplications as facts."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.content import supplications
from heliograph.extensions.packs.islamic.errors import NothingForIt
from heliograph.extensions.packs.islamic.facts.asked import Asked, deck
from heliograph.extensions.packs.islamic.facts.turns import WEEK, Turns
from heliograph.extensions.packs.islamic.facts.verses import verse_fact
from heliograph.extensions.packs.islamic.hadith import Hadith
from heliograph.extensions.packs.islamic.quran.editions import NAMES
from heliograph.extensions.packs.islamic.quran.words import stands_alone
from heliograph.sdk.packs import Fact

MOST_OF_A_NAMES_VERSE = 420
"""Characters; a longer verse is named and not quoted beside a name."""


def name_facts(asked: Asked) -> list[Fact]:
    """The name whose turn it is, with a verse it stands in; raises `TextMissing`."""
    known = {str(one.n): one for one in asked.setting.quran.names}
    one = known[asked.in_turn(list(known))]
    fact = Fact(
        f"{asked.day}:name:{one.n}",
        "name",
        f"{one.translit}: {one.meaning}",
        f"{NAMES.title}, {NAMES.source}",
        2.0,
        {
            "number": one.n,
            "name_ar": one.ar,
            "translit": one.translit,
            "meaning": one.meaning,
            "verse": one.verse or "",
        },
    )
    if one.verse is None:
        return [fact]
    today = asked.day.toordinal()
    lately = {known[asked.in_turn(list(known), today - step)].verse for step in range(1, WEEK)}
    if one.verse in lately or Turns(asked).is_near(one.verse, asked.day):
        # The account quotes it in the same week: here it is only named.
        return [fact]
    verse = verse_fact(asked, one.verse)
    return [fact, verse] if len(str(verse.detail["arabic"])) <= MOST_OF_A_NAMES_VERSE else [fact]


def supplication_facts(asked: Asked) -> list[Fact]:
    """A supplication of the Qur'an: its verses whole, and which words are the supplication."""
    known = supplications()
    wanted = asked.setting.reference
    if wanted and wanted not in known:
        raise NothingForIt(
            f"{wanted} is not among the supplications whose words are marked",
            f"Choose one of: {', '.join(known)}.",
        )
    one = known[wanted or Turns(asked).of("dua", asked.day) or ""]
    verse = verse_fact(asked, one.verses)
    words = _words(verse)
    first, last = one.marks[-1]
    return [
        verse,
        Fact(
            f"{asked.day}:supplication:{one.verses}",
            "supplication",
            f"The supplication of {one.en} in {one.verses}",
            verse.source,
            1.9,
            {
                "who": one.en,
                "who_ar": one.ar,
                "marks": " ".join(f"{start}-{end}" for start, end in one.marks),
                "before": " ".join(words[: first - 1]),
                "supplication": " ".join(words[first - 1 : last]),
                "after": " ".join(words[last:]),
                "first_word": words[first - 1],
                "last_word": next(
                    word for word in reversed(words[first - 1 : last]) if not stands_alone(word)
                ),
                "is_whole": first == 1 and last == len(words),
            },
        ),
    ]


def _words(verse: Fact) -> list[str]:
    """The words the marks count: those of all verses, without the signs of their ends."""
    count = int(verse.detail["count"] or 0)
    return " ".join(str(verse.detail[f"body_{n}"]) for n in range(1, count + 1)).split(" ")


def hadith_fact(asked: Asked) -> Fact:
    """A hadith that may be posted; raises `NothingForIt`, which says how to bring one."""
    kept = asked.setting.sources.hadith
    weak = asked.setting.weak_hadith
    usable = () if kept is None else kept.schedulable(weak_allowed=weak)
    if not usable:
        raise NothingForIt(
            "No hadith is here that may be posted: none is shipped, and each needs its "
            "collection, number and grade",
            "Bring your own with `heliograph hadith import --from FILE`.",
        )
    by_key = {"|".join(one.key or ()): one for one in usable}
    order = deck(list(by_key), f"{asked.brief.series}|{asked.brief.subject}")
    return _fact_of(by_key[order[asked.day.toordinal() % len(order)]], asked)


def _fact_of(one: Hadith, asked: Asked) -> Fact:
    translated = one.translation if one.language.lower() in ("", "en", "english") else ""
    return Fact(
        f"{asked.day}:hadith:{one.collection}:{one.number}",
        "hadith",
        f"A hadith of {one.citation()}",
        f"{one.source or one.collection}; {one.licence}",
        2.0,
        {
            "arabic": one.arabic,
            "translation": translated,
            "translator": one.translator,
            "collection": one.collection,
            "book": one.book,
            "number": one.number,
            "grade": one.grade or "",
            "grader": one.grader,
            "narrator": one.narrator,
            "licence": one.licence,
            "citation": one.citation(),
        },
    )
