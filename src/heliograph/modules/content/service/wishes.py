"""Whether a pack can make what is asked for, said before anything is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from heliograph.kit.errors import InvalidInput
from heliograph.modules.content.errors import (
    DateUnreachable,
    LanguageUnknown,
    NotesNeeded,
    TypeUnknown,
)
from heliograph.sdk.manifest import ContentType
from heliograph.sdk.options import as_field, unfit
from heliograph.sdk.packs import Pack


class Asked(Protocol):
    """What is wanted of a pack."""

    @property
    def type(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def language(self) -> str | None: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def options(self) -> Mapping[str, Any]: ...


def check_wish(pack: Pack, language: str, asked: Asked) -> None:
    """Raise `TypeUnknown`, `DateUnreachable`, `LanguageUnknown`, `NotesNeeded` or `InvalidInput`;
    `language` is the brand's, which counts where the wish names none."""
    manifest = pack.manifest
    kind = next((one for one in manifest.types if one.id == asked.type), None)
    if kind is None:
        known = ", ".join(one.id for one in manifest.types)
        raise TypeUnknown(
            f"{manifest.name} makes {known}, not {asked.type}", pointer="/content_type"
        )
    first, last = manifest.first_date, manifest.last_date
    if (first and asked.day < first) or (last and asked.day > last):
        raise DateUnreachable(f"{asked.day} is outside {first} to {last}", pointer="/target_date")
    if manifest.needs_notes and not any(one.strip() for one in asked.notes):
        raise NotesNeeded(
            f"{manifest.name} tells what you enter for a piece, and nothing else", pointer="/notes"
        )
    _check_language(pack, kind, asked.language or language)
    _check_options((*manifest.options, *kind.asks), kind, asked.options)


def options_of(pack: Pack, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options as their fields want them; `check_wish` has looked at them."""
    own = next(one.asks for one in pack.manifest.types if one.id == kind)
    known = {one.name: one for one in (*pack.manifest.options, *own)}
    return {name: as_field(known[name], value) for name, value in given.items()}


def _check_language(pack: Pack, kind: ContentType, language: str) -> None:
    known = kind.languages or pack.manifest.languages
    if language not in known:
        raise LanguageUnknown(
            f"{pack.manifest.name} writes {kind.name} in {', '.join(known)}, not in {language}",
            pointer="/language",
        )


def _check_options(fields: Sequence[Any], kind: ContentType, given: Mapping[str, Any]) -> None:
    known = {one.name: one for one in fields}
    for name, value in given.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise InvalidInput(
                f"{kind.name} has no option {name!r}; it has: {names}", pointer=f"/options/{name}"
            )
        if wrong := unfit(known[name], as_field(known[name], value)):
            raise InvalidInput(wrong, pointer=f"/options/{name}")
    for one in kind.asks:
        if one.required and one.name not in given:
            raise InvalidInput(f"{one.label} has to be said", pointer=f"/options/{one.name}")
