"""A person's own colour table in a style: found beside the style's file, and looked through before
anything is spoken or drawn."""

from __future__ import annotations

import math
from pathlib import Path

from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import StyleBroken

MOST_BYTES = 32 * 1024 * 1024
_SMALLEST, _LARGEST = 2, 65


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
    """What is wrong with a .cube file of three dimensions; empty: nothing."""
    if not path.is_file():
        return "there is no such file"
    if path.stat().st_size > MOST_BYTES:
        return "larger than 32 MB"
    lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    words = [line.split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    size = next((_whole(line[1:]) for line in words if line[0] == "LUT_3D_SIZE"), 0)
    if not _SMALLEST <= size <= _LARGEST:
        return f"no LUT_3D_SIZE between {_SMALLEST} and {_LARGEST} in it"
    rows = [line for line in words if not _is_name(line[0])]
    wrong = next((line for line in rows if not _is_colour(line)), None)
    if wrong is not None:
        return f"{' '.join(wrong)[:40]!r} is not one colour of three numbers"
    if len(rows) != size**3:
        return f"it has {len(rows)} colours, {size**3} belong to size {size}"
    return ""


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
