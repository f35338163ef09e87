"""Styles and analyses in and out of files, and the styles that are shipped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.cubes import with_folder
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.errors import StyleBroken

MOST_BYTES = 2_000_000
SHIPPED = Path(__file__).parent / "shipped"
T = TypeVar("T", bound=BaseModel)


def read_style(path: Path) -> Style:
    """A style from JSON or YAML; raises `FileNotFoundError`, and `StyleBroken` with every fault
    and where in the file it is."""
    return _read(path, Style)


def read_analysis(path: Path) -> Analysis:
    """An analysis from JSON or YAML; raises as `read_style` does."""
    return _read(path, Analysis)


def write_style(style: Style, path: Path) -> Path:
    """Write a style, as YAML where the file's name says so, else as JSON; whole or not at all."""
    return _write(style, path)


def write_analysis(analysis: Analysis, path: Path) -> Path:
    """Write an analysis as JSON or YAML; whole or not at all."""
    return _write(analysis, path)


@cache
def shipped_styles() -> dict[str, Style]:
    """The styles that come with the product, by their ids."""
    found = [read_style(file) for file in sorted(SHIPPED.glob("*.yaml"))]
    return {style.id: style for style in found}


def find_style(name: str) -> tuple[Style, Path]:
    """A shipped style by its id, or one in a file, and the folder that its own files are beside.
    Raises `StyleBroken` for what is neither, and for a colour table of its own that is missing or
    broken."""
    shipped = shipped_styles()
    if name in shipped:
        return shipped[name], SHIPPED
    path = Path(name)
    if path.is_file():
        folder = path.resolve().parent
        return with_folder(read_style(path), folder), folder
    raise StyleBroken(name, (f"no such file, and no shipped style; there are {_names(shipped)}",))


def _names(shipped: dict[str, Style]) -> str:
    return ", ".join(sorted(shipped))


def _read(path: Path, kind: type[T]) -> T:
    if path.stat().st_size > MOST_BYTES:
        raise StyleBroken(path.name, ("larger than 2 MB",))
    try:
        # JSON is YAML, and YAML's own faults name the line.
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise StyleBroken(path.name, (f"it cannot be read: {_first_line(error)}",)) from error
    if not isinstance(found, dict):
        raise StyleBroken(path.name, ("it holds no names and values",))
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        faults = tuple(_fault(one["loc"], one["msg"]) for one in error.errors())
        raise StyleBroken(path.name, faults) from error


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def _fault(place: tuple[int | str, ...], what: str) -> str:
    where = ".".join(str(one) for one in place) or "the whole"
    return f"{where}: {what[0].lower()}{what[1:]}"


def _write(value: BaseModel, path: Path) -> Path:
    data = value.model_dump(mode="json")
    if path.suffix in {".yaml", ".yml"}:
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    else:
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text(text, "utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
