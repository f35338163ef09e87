"""What a pack calls its things in another language, where it brings the words for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TOLD = frozenset({"description", "label", "help"})


def names_of(folder: Path, language: str) -> Mapping[str, str]:
    """The phrases of a pack's `names/LANGUAGE.yaml`, by the English one; none without such a file,
    nor where it cannot be read: then the pack is told in English."""
    file = folder / "names" / f"{language}.yaml"
    if _LANGUAGE.fullmatch(language) is None or not file.is_file():
        return {}
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(file: Path, _stamp: int) -> Mapping[str, str]:
    try:
        return read_names(file)
    except ValueError:
        return {}


def read_names(file: Path) -> Mapping[str, str]:
    """A file of phrases; raises `ValueError` saying what is wrong with it."""
    try:
        found = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"It cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise ValueError("It holds no phrases")
    if wrong := [key for key, one in found.items() if not isinstance(one, str)]:
        raise ValueError(f"{wrong[0]!r} has no phrase beside it")
    return {str(english): str(one) for english, one in found.items()}


def told_in(value: Any, names: Mapping[str, str]) -> Any:
    """The same JSON with names, descriptions, labels and help in the other language. Identifiers
    stay; so does a phrase that has no words there."""
    if isinstance(value, list | tuple):
        return [told_in(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    spoken = _TOLD | ({"name"} if "id" in value else set())
    labels = {"labels"} if isinstance(value.get("labels"), dict) else set()
    return {
        key: names.get(one, one)
        if key in spoken and isinstance(one, str)
        else {choice: names.get(label, label) for choice, label in one.items()}
        if key in labels
        else told_in(one, names)
        for key, one in value.items()
    }
