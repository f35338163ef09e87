"""What can go wrong in this pack, each with what the reader can do about it."""

from __future__ import annotations


class IslamicPackError(ValueError):
    """The common parent; `detail` says what happened, `remedy` what to do."""

    remedy = ""

    def __init__(self, detail: str, remedy: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if remedy is not None:
            self.remedy = remedy


class TextMissing(IslamicPackError):
    """The Qur'an's text is not on this machine."""

    remedy = (
        "Put quran-uthmani.txt, en.pickthall-1930.txt, surahs.json and names99.json into one "
        "folder and run `heliograph quran install --from FOLDER` with it."
    )


class TextAltered(IslamicPackError):
    """A file is not the pinned one, to the byte; nothing of it is shown."""

    remedy = (
        "Fetch the file again from its publisher and run `heliograph quran install --from FOLDER`."
    )


class UnknownVerse(IslamicPackError):
    """There is no such verse, or what was typed is no reference."""

    remedy = "Give a reference such as 2:255, 94:5-6 or 112."


class NotCut(IslamicPackError):
    """A verse cannot be broken into parts of that size without harm to its meaning."""

    remedy = "Allow a longer card, or choose another verse."


class OutsideCalendar(IslamicPackError):
    """The Umm al-Qura tables do not reach that day."""

    remedy = "Choose a day from 1924-08-01 to 2077-11-16, or a year from 1343 to 1500 AH."


class NoSuchPlace(IslamicPackError):
    """Something asked of the prayer times cannot be used."""


class PartMissing(IslamicPackError):
    """A library this needs is not installed."""

    remedy = "Install Heliograph's requirements again: `pip install -r requirements/base.txt`."


class ImportRefused(IslamicPackError):
    """A file of hadith cannot be read at all."""


class NothingForIt(IslamicPackError):
    """What was asked for lacks something that the brand has to give first."""
