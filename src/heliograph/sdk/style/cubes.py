"""A person's own colour table in a style: found beside the style's file, and looked through before
anything is spoken or drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import StyleBroken

MOST_BYTES = 32 * 1024 * 1024
_SMALLEST, _LARGEST = 2, 65
_LONGEST = 4096
"""Characters of a line that are read at once."""
_DOMAIN = {"DOMAIN_MIN": (0.0, 0.0, 0.0), "DOMAIN_MAX": (1.0, 1.0, 1.0)}


def own_cube(style: Style) -> Path | None:
    """The whole path of a style's own .cube file, None where its grade is computed. Raises
    `StyleBroken` for a file that is missing or no table."""
    if not style.look.cube:
        return None
    path = Path(style.look.cube)
    if not path.is_absolute():
        # Styles kept in an instance lie in no folder, and a name must not reach into the server's.
        raise _broken(style.id, f"{path.name} is not at hand: this style has no folder of its own")
    fault = fault_of(path)
    if fault:
        raise _broken(style.id, f"{path.name}: {fault}")
    return path


def with_folder(style: Style, folder: Path) -> Style:
    """The style with the whole path of its own table; raises as `own_cube` does."""
    if not style.look.cube:
        return style
    path = str((folder / style.look.cube).resolve())
    found = style.model_copy(update={"look": style.look.model_copy(update={"cube": path})})
    own_cube(found)
    return found


def fault_of(path: Path) -> str:
    """What is wrong with a .cube file of three dimensions; empty: nothing. Read line by line: a
    file that anybody may send never lies whole in memory."""
    if not path.is_file():
        return "there is no such file"
    if path.stat().st_size > MOST_BYTES:
        return "larger than 32 MB"
    size = next((_whole(words[1:]) for words in _lines(path) if words[0] == "LUT_3D_SIZE"), 0)
    if not _SMALLEST <= size <= _LARGEST:
        return f"no LUT_3D_SIZE between {_SMALLEST} and {_LARGEST} in it"
    return _fault_in(path, size**3) or ""


def _fault_in(path: Path, wanted: int) -> str | None:
    """What is wrong with the lines of a table that is to have so many colours."""
    count = 0
    for words in _lines(path):
        told = f"{' '.join(words)[:40]!r}"
        if _is_name(words[0]):
            if not _is_plain(words):
                return f"{told} is not used here: a table goes from 0 to 1, and says only numbers"
            continue
        if not _is_colour(words):
            return f"{told} is not one colour of three numbers"
        count += 1
        if count > wanted:
            return f"it has more colours than the {wanted} that belong to its size"
    return None if count == wanted else f"it has {count} colours, {wanted} belong to its size"


def _lines(path: Path) -> Iterator[list[str]]:
    """The words of each line that says something."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        while line := file.readline(_LONGEST):
            # The rest of a line that is too long comes as a line of its own, and is told as wrong.
            if (words := line.split()) and not words[0].startswith("#"):
                yield words


def _is_plain(words: list[str]) -> bool:
    """Whether the renderer reads a line that begins with a name."""
    name, *values = words
    if name == "TITLE":
        return True
    try:
        numbers = tuple(float(one) for one in values)
    except ValueError:
        return False
    is_known = bool(numbers) and all(math.isfinite(one) for one in numbers)
    return is_known and _DOMAIN.get(name, numbers) == numbers


def _is_name(word: str) -> bool:
    return word[0].isalpha() and word.lower() not in {"nan", "inf"}


def _whole(words: list[str]) -> int:
    return int(words[0]) if len(words) == 1 and words[0].isdecimal() else 0


def _is_colour(words: list[str]) -> bool:
    try:
        return len(words) == 3 and all(math.isfinite(float(word)) for word in words)
    except ValueError:
        return False


def _broken(name: str, why: str) -> StyleBroken:
    return StyleBroken(name, (f"look.cube: {why}",))
