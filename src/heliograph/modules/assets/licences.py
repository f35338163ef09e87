"""Under which terms a file may be used, and whether that is known well enough to publish it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from urllib.parse import urlsplit
from uuid import UUID

from heliograph.kit.errors import InvalidInput

LicenceKind = Literal[
    "own_work", "generated", "public_domain", "cc0", "cc_by", "cc_by_sa", "permission",
    "purchased", "unknown",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(LicenceKind)
NAMES = {
    "own_work": "own work",
    "generated": "made here",
    "public_domain": "public domain",
    "cc0": "CC0",
    "cc_by": "CC BY",
    "cc_by_sa": "CC BY-SA",
    "permission": "by permission",
    "purchased": "purchased",
    "unknown": "unknown",
}
NEEDED = {
    "cc_by": ("author", "url"),
    "cc_by_sa": ("author", "url"),
    "permission": ("author", "proof"),
    "purchased": ("proof",),
}
"""What must be said with a licence for it to hold."""


@dataclass(frozen=True)
class Licence:
    """The terms of a file: which, whose, and where that can be checked."""

    kind: str = "unknown"
    author: str = ""
    url: str = ""
    proof: str = ""
    note: str = ""

    def noted(self, by: UUID | None, at: datetime) -> dict[str, Any]:
        """As it is kept, with who stated it and when."""
        told = {"author": self.author, "url": self.url, "proof": self.proof, "note": self.note}
        kept: dict[str, Any] = {name: value for name, value in told.items() if value}
        if by is not None and self.kind != "unknown":
            kept |= {"stated_by": str(by), "stated_at": at.isoformat()}
        return kept


def checked(licence: Licence) -> Licence:
    """The licence, if all is said that it needs; raises `InvalidInput`."""
    if licence.kind not in KINDS:
        raise InvalidInput(
            f"licence: {licence.kind[:40]!r} is none of {', '.join(KINDS)}", pointer="/licence/kind"
        )
    for name in NEEDED.get(licence.kind, ()):
        if not getattr(licence, name).strip():
            raise InvalidInput(
                f"licence: {NAMES[licence.kind]} needs the {name}", pointer=f"/licence/{name}"
            )
    if licence.url and urlsplit(licence.url).scheme not in ("http", "https"):
        raise InvalidInput("licence: the url must be a web address", pointer="/licence/url")
    return licence


def credit_of(row: Mapping[str, Any]) -> str | None:
    """The line of thanks that a licence asks for; None where it asks for none."""
    if row["licence"] not in ("cc_by", "cc_by_sa", "permission"):
        return None
    note = row["licence_note"]
    name = row["title"] or "Picture"
    terms = NAMES[row["licence"]]
    line = f"{name} by {note.get('author', 'unknown')}, {terms}"
    return f"{line} ({note['url']})" if note.get("url") else line


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A file's licence as it is shown."""
    blank = {"author": "", "url": "", "proof": "", "note": "", "stated_by": None, "stated_at": None}
    return {"kind": row["licence"], "name": NAMES.get(row["licence"], row["licence"])} | {
        name: row["licence_note"].get(name, usual) for name, usual in blank.items()
    }
