"""One hadith with what must be known of it before it may be shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from heliograph.extensions.packs.islamic.quran.fold import is_arabic

Grade = Literal["sahih", "hasan", "daif", "mawdu"]
_LONGEST = 20_000
_SHORT = 500
_GRADES: dict[str, Grade] = {
    "sahih": "sahih",
    "authentic": "sahih",
    "sound": "sahih",
    "hasan": "hasan",
    "good": "hasan",
    "hasan sahih": "hasan",
    "daif": "daif",
    "da'if": "daif",
    "daeef": "daif",
    "weak": "daif",
    "mawdu": "mawdu",
    "maudu": "mawdu",
    "mawdoo": "mawdu",
    "fabricated": "mawdu",
    "صحيح": "sahih",
    "حسن": "hasan",
    "حسن صحيح": "hasan",
    "ضعيف": "daif",
    "موضوع": "mawdu",
}
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Hadith(BaseModel):
    """A record as it was brought; the Arabic is kept as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    arabic: str = Field(min_length=1, max_length=_LONGEST)
    collection: str = Field("", max_length=_SHORT)
    book: str = Field("", max_length=_SHORT)
    number: str = Field("", max_length=_SHORT)
    narrator: str = Field("", max_length=_SHORT)
    grade: Grade | None = None
    grader: str = Field("", max_length=_SHORT)
    translation: str = Field("", max_length=_LONGEST)
    language: str = Field("", max_length=20)
    translator: str = Field("", max_length=_SHORT)
    licence: str = Field(min_length=1, max_length=_SHORT)
    source: str = Field("", max_length=_SHORT)

    @field_validator("number", mode="before")
    @classmethod
    def _number_as_text(cls, given: object) -> object:
        return str(given) if isinstance(given, int) and not isinstance(given, bool) else given

    @field_validator("grade", mode="before")
    @classmethod
    def _known_grade(cls, given: object) -> object:
        if given is None or (isinstance(given, str) and not given.strip()):
            return None
        plain = _plain(str(given))
        if plain not in _GRADES:
            raise ValueError(f"{str(given)!r} is no grade; use sahih, hasan, daif or mawdu")
        return _GRADES[plain]

    @field_validator("arabic")
    @classmethod
    def _is_arabic(cls, given: str) -> str:
        if not is_arabic(given):
            raise ValueError("there is no Arabic in it")
        if any(sign in _CONTROLS for sign in given):
            raise ValueError("it holds invisible marks that turn the direction of writing")
        return given

    @model_validator(mode="after")
    def _translator_is_named(self) -> Hadith:
        if self.translation.strip() and not self.translator.strip():
            raise ValueError("a translation needs its translator")
        if not self.licence.strip():
            raise ValueError("the licence is missing")
        return self

    @property
    def key(self) -> tuple[str, str] | None:
        """What makes it the same hadith again; None while its place is not known."""
        if not (self.collection.strip() and self.number.strip()):
            return None
        return " ".join(self.collection.lower().split()), self.number.strip()

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing before it can be scheduled."""
        given = {
            "collection": self.collection.strip(),
            "number": self.number.strip(),
            "grade": self.grade,
        }
        return tuple(name for name, value in given.items() if not value)

    def is_schedulable(self, *, weak_allowed: bool = False) -> bool:
        """Whether it may be posted: its place and grade are known, and the grade permits it."""
        if self.lacks or self.grade == "mawdu":
            return False
        return weak_allowed or self.grade != "daif"

    def citation(self) -> str:
        """Where it stands and how it is graded, in one line."""
        place = ", ".join(part for part in (self.collection, self.book) if part.strip())
        grade = f"{self.grade or 'not graded'}{f', {self.grader}' if self.grader.strip() else ''}"
        return f"{place} {self.number} ({grade})".strip()


def _plain(grade: str) -> str:
    folded = "".join(
        sign for sign in unicodedata.normalize("NFD", grade) if not unicodedata.combining(sign)
    )
    return re.sub(r"[\s_/-]+", " ", folded.replace("’", "'").replace("ʿ", "").lower()).strip()
