"""The parts of a text that come from the plan as they are: quotations, times, dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from heliograph.extensions.packs.islamic.hijri.names import Language

_FASTING: dict[Language, tuple[str, str, str]] = {
    "en": (
        "Suhoor ends at Fajr, {fajr}.",
        "Iftar at Maghrib, {maghrib}.",
        "Today\u2019s part: juz {juz}, from Surah {juz_surah} {juz_start}.",
    ),
    "ar": (
        "نهاية السحور عند الفجر {fajr}.",
        "الإفطار عند المغرب {maghrib}.",
        "ورد اليوم: الجزء {juz}، من سورة {juz_surah} {juz_start}.",
    ),
}
Slots = Mapping[str, str]
OPEN, CLOSE = chr(0xFD3F), chr(0xFD3E)
"""Unicode names them the wrong way round: U+FD3F opens. Unlike other brackets they are never
mirrored, so they stand rightly only where the line runs from right to left."""
_RIGHT_TO_LEFT_MARK = chr(0x200F)
PRAYERS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (("Fajr", "fajr"), ("Sunrise", "sunrise"), ("Dhuhr", "dhuhr"), ("Asr", "asr"),
           ("Maghrib", "maghrib"), ("Isha", "isha")),
    "ar": (("الفجر", "fajr"), ("الشروق", "sunrise"), ("الظهر", "dhuhr"), ("العصر", "asr"),
           ("المغرب", "maghrib"), ("العشاء", "isha")),
}  # fmt: skip


def block(part: str, slots: Slots, language: Language, *, on_cards: bool = False) -> str:
    """One block; empty where the plan has nothing for it. With `on_cards` the words of verses
    stand on the cards of the post, and the text only says which they are."""
    if part == "verse":
        return _cited(slots, language) if on_cards else _verse(slots, language)
    return _BLOCKS[part](slots, language)


def _verse(slots: Slots, language: Language) -> str:
    if not slots.get("arabic") or "bodies" not in slots:
        return ""
    bodies = [slots[f"body_{at}"] for at in range(1, int(slots["bodies"]) + 1)]
    # In a post that runs from left to right the mark on either side keeps both brackets with the
    # verse: without it the opening one would stand at its end.
    mark = "" if language == "ar" else _RIGHT_TO_LEFT_MARK
    lines = ["\n".join(f"{mark}{OPEN}{body}{CLOSE}{mark}" for body in bodies)]
    if slots.get("translation"):
        lines.append(f"\u201c{slots['translation']}\u201d")
    return "\n\n".join([*lines, _cited(slots, language)])


def _cited(slots: Slots, language: Language) -> str:
    if not slots.get("reference"):
        return ""
    if language == "ar":
        return f"سورة {slots['surah']}، {slots['reference_said']}"
    cited = f"Surah {slots['surah']}, {slots['reference']}."
    return f"{cited} Translation: {slots['translator']}." if slots.get("translation") else cited


def _source(slots: Slots, language: Language) -> str:
    if not (slots.get("credit") and slots.get("reference")):
        return ""
    return f"{'المصدر' if language == 'ar' else 'Source'}: {slots['credit']}"


def _marks(slots: Slots, language: Language) -> str:
    who = slots["who"]
    if not slots.get("first_word"):
        return f"هذا دعاء {who}." if language == "ar" else f"It is the supplication of {who}."
    first, last = slots["first_word"], slots["last_word"]
    if language == "ar":
        return f"هذا دعاء {who}، وهو من «{first}» إلى «{last}»."
    return (
        f"It is the supplication of {who}: its words run from "
        f"\u201c{first}\u201d to \u201c{last}\u201d."
    )


def _hadith(slots: Slots, language: Language) -> str:
    lines = [slots["arabic"]]
    if slots.get("translation"):
        lines.append(f"\u201c{slots['translation']}\u201d")
    if language == "ar":
        lines.append(f"{slots['collection']}، {slots['number']} (الدرجة: {slots['grade']})")
    else:
        translator = slots.get("translator")
        cited = f"{slots['collection']} {slots['number']}, graded {slots['grade']}"
        by = f". Translation: {translator}" if slots.get("translation") and translator else ""
        lines.append(f"{cited}{by}.")
    return "\n\n".join(lines)


def _name(slots: Slots, language: Language) -> str:
    if language == "ar":
        return slots["name_ar"]
    return f"{slots['name_ar']}\n{slots['translit']}: {slots['meaning']}."


def _times(slots: Slots, language: Language) -> str:
    return "\n".join(f"{said} {slots[name]}" for said, name in PRAYERS[language])


def _method(slots: Slots, language: Language) -> str:
    notes = f" {slots['notes']}" if slots.get("notes") else ""
    if language == "ar":
        return f"طريقة الحساب: {slots['method']}.{notes} يُرجى التحقق من مسجدكم."
    return f"Method: {slots['method']}.{notes} Check with your mosque."


def _occasions(slots: Slots, language: Language) -> str:
    lines = [slots.get("occasions", "")]
    if slots.get("next"):
        expected = f" ({slots['next_expected']})" if slots.get("next_expected") else ""
        said = f"{slots['next']} {slots['next_until']}{expected}"
        lines.append(f"القادم: {said}." if language == "ar" else f"Next: {said}.")
    return "\n".join(line for line in lines if line)


def _event(slots: Slots, language: Language) -> str:
    comma = "،" if language == "ar" else ","
    when = f"{slots['event_civil']}{comma} {slots['event_hijri']}"
    expected = f" ({slots['event_expected']})" if slots.get("event_expected") else ""
    note = f"\n{slots['event_note']}" if slots.get("event_note") else ""
    return f"{slots['event']}: {when}{expected}.{note}"


def _fasting(slots: Slots, language: Language) -> str:
    lines = []
    said = _FASTING[language]
    if slots.get("fajr"):
        lines += [said[0].format_map(slots), said[1].format_map(slots)]
    if slots.get("juz"):
        lines.append(said[2].format_map(slots))
    if slots.get("fajr"):
        lines.append(_method(slots, language))
    return "\n".join(lines)


def _days(slots: Slots, _: Language) -> str:
    return slots["days"]


_BLOCKS: dict[str, Callable[[Slots, Language], str]] = {
    "source": _source,
    "marks": _marks,
    "hadith": _hadith,
    "name": _name,
    "times": _times,
    "method": _method,
    "occasions": _occasions,
    "event": _event,
    "fasting": _fasting,
    "days": _days,
}
