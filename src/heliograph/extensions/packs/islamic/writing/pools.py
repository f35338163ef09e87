"""The sentences of this pack, read once and checked while they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

import yaml
from pydantic import TypeAdapter

from heliograph.extensions.packs.islamic.content import FOLDER
from heliograph.extensions.packs.islamic.hijri.names import Language

Roles = dict[str, tuple[str, ...]]
ByLanguage = dict[Language, Roles]
_SLOT = re.compile(r"[a-z][a-z_0-9]*")


class WordsBroken(ValueError):
    """A file of sentences cannot be used; the message names the file and the sentence."""


@dataclass(frozen=True)
class Line:
    """One sentence with the slots it needs; `id` is what memory knows it by."""

    id: str
    text: str
    needs: tuple[str, ...]

    def fits(self, slots: Mapping[str, str]) -> bool:
        """Whether the plan has everything it needs."""
        return all(slots.get(name) for name in self.needs)

    def said(self, slots: Mapping[str, str]) -> str:
        """The sentence filled in one pass, so that braces inside a quotation are never slots."""
        return self.text.format_map(slots)


def lines(pool: str, language: Language, role: str) -> tuple[Line, ...]:
    """The sentences of one role of a pool; none where the pool has no such role."""
    return _pool(pool).get(language, {}).get(role, ())


@cache
def _pool(name: str) -> dict[Language, dict[str, tuple[Line, ...]]]:
    """A pool is a file (`topics/mercy`), or one part of a file (`titles/dua`)."""
    found = TypeAdapter(ByLanguage).validate_python(_read(name))
    return {
        language: {
            role: tuple(
                _line(f"{name}.{language}.{role}.{at:02}", text)
                for at, text in enumerate(texts, start=1)
            )
            for role, texts in roles.items()
        }
        for language, roles in found.items()
    }


def _read(name: str) -> object:
    own = FOLDER / "words" / f"{name}.yaml"
    if own.is_file():
        return yaml.safe_load(own.read_text(encoding="utf-8"))
    file, _, part = name.partition("/")
    shared = FOLDER / "words" / f"{file}.yaml"
    if not shared.is_file():
        return {}
    return yaml.safe_load(shared.read_text(encoding="utf-8")).get(part, {})


def _line(name: str, text: str) -> Line:
    try:
        needs = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError as error:
        raise WordsBroken(f"{name}: {text!r} has an open brace") from error
    wrong = [field for field in needs if not _SLOT.fullmatch(field)]
    if wrong:
        raise WordsBroken(f"{name}: {{{wrong[0]}}} is no slot")
    return Line(name, text, tuple(needs))
