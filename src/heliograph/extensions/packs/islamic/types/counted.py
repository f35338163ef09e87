"""Counts as both languages say them: Arabic nouns change with their number."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.hijri.names import Language, digits

# one, two, three to ten, eleven and more
_DAYS = ("يوم واحد", "يومان", "أيام", "يوما")
_MINUTES = ("دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة")
_MINUTES_BY = ("دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة")
_HOURS = ("ساعة واحدة", "ساعتان", "ساعات", "ساعة")
_FEW, _HUNDRED = range(3, 11), 100


def days_said(count: int, language: Language) -> str:
    """3 days."""
    return _arabic(count, _DAYS) if language == "ar" else _english(count, "day")


def until_said(days: int, language: Language) -> str:
    """How far away a day is: today, tomorrow, in 3 days."""
    if language == "ar":
        near = {0: "اليوم", 1: "غدا", 2: "بعد يومين"}
        return near.get(days) or f"بعد {_arabic(days, _DAYS)}"
    near = {0: "today", 1: "tomorrow"}
    return near.get(days) or f"in {_english(days, 'day')}"


def length_said(hours: int, minutes: int, language: Language) -> str:
    """10 hours and 12 minutes."""
    if language == "ar":
        said = _arabic(hours, _HOURS)
        return f"{said} و{_arabic(minutes, _MINUTES)}" if minutes else said
    said = _english(hours, "hour")
    return f"{said} and {_english(minutes, 'minute')}" if minutes else said


def moved_said(minutes: int, language: Language) -> str:
    """By how much a time moved within a week, as what is said of the time."""
    if language == "ar":
        by = _arabic(abs(minutes), _MINUTES_BY)
        if not minutes:
            return "في الدقيقة نفسها من الأسبوع الماضي"
        return f"يتقدم {by} عن الأسبوع الماضي" if minutes < 0 else f"يتأخر {by} عن الأسبوع الماضي"
    if not minutes:
        return "is at the same minute as a week ago"
    by = _english(abs(minutes), "minute")
    return f"is {by} {'earlier' if minutes < 0 else 'later'} than a week ago"


def _english(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _arabic(count: int, forms: tuple[str, str, str, str]) -> str:
    one, two, few, many = forms
    if count in (1, 2):
        return one if count == 1 else two
    written = digits(str(count), "ar")
    return f"{written} {few if count % _HUNDRED in _FEW else many}"
