"""Days in words, in the languages that packs are written in."""

from __future__ import annotations

from datetime import date

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس"),
        *("سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}


def weekday(day: date, language: str) -> str:
    """The day of the week; English where a language is not known here."""
    return _DAYS.get(language, _DAYS["en"])[day.weekday()]


def date_words(day: date, language: str) -> str:
    """The day and month, such as "21 November"."""
    return f"{day.day} {_MONTHS.get(language, _MONTHS['en'])[day.month - 1]}"
