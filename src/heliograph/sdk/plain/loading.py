"""Reading the folder of a plain pack, and saying exactly what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from heliograph.sdk.manifest import PackManifest
from heliograph.sdk.naming import read_names
from heliograph.sdk.plain.schema import Facts, Rules, Subjects, Texts

MOST_BYTES = 8_000_000
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class PackFault:
    """One thing that is wrong: in which file, where in it, what, and how to mend it."""

    file: str
    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.what}. {self.remedy}"


class PackBroken(ValueError):
    """A pack that cannot be used; `faults` say why."""

    def __init__(self, faults: tuple[PackFault, ...]) -> None:
        super().__init__("; ".join(str(one) for one in faults))
        self.faults = faults


@dataclass(frozen=True)
class PackFiles:
    """Everything a plain pack's folder holds."""

    manifest: PackManifest
    subjects: Subjects
    texts: Texts
    facts: Facts
    rules: Rules


def read_pack(folder: Path) -> PackFiles:
    """The pack in a folder; read again when a file of it has changed. Raises `PackBroken`."""
    stamps = tuple(
        (path.name, path.stat().st_mtime_ns)
        for path in sorted(folder.glob("*.*ml"))
        if path.is_file()
    )
    return _read_pack(folder, stamps)


@lru_cache(maxsize=64)
def _read_pack(folder: Path, _stamps: tuple[tuple[str, int], ...]) -> PackFiles:
    found = PackFiles(
        _file(folder, "pack.toml", PackManifest),
        _file(folder, "subjects.yaml", Subjects),
        _file(folder, "texts.yaml", Texts),
        _file(folder, "facts.yaml", Facts, is_optional=True),
        _file(folder, "rules.yaml", Rules, is_optional=True),
    )
    if faults := tuple(_disagreements(folder, found)):
        raise PackBroken(faults)
    return found


def faults_of(folder: Path) -> tuple[PackFault, ...]:
    """Everything that is wrong with a folder; empty for a pack that can be used."""
    if not folder.is_dir():
        return (PackFault(str(folder.name), "", "There is no such folder", "Check the path."),)
    try:
        read_pack(folder)
    except PackBroken as broken:
        return broken.faults
    return ()


def _file(folder: Path, name: str, shape: type[T], *, is_optional: bool = False) -> T:
    path = folder / name
    if not path.is_file():
        if is_optional:
            return shape()
        raise PackBroken((PackFault(name, "", "The file is missing", "Add it to the folder."),))
    if path.stat().st_size > MOST_BYTES:
        raise PackBroken((PackFault(name, "", "It is too large", "Keep it under 8 MB."),))
    try:
        return shape.model_validate(_values(path))
    except (yaml.YAMLError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fault = PackFault(name, _line(error), _sentence(error), "Mend the spelling of the file.")
        raise PackBroken((fault,)) from error
    except ValidationError as error:
        raise PackBroken(tuple(_fault(name, one) for one in error.errors()[:20])) from error


def _values(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        return tomllib.loads(text)
    # A few references nested in one another can fill any memory.
    for token in yaml.scan(text):
        if isinstance(token, yaml.AliasToken):
            raise yaml.scanner.ScannerError(
                None, None, "references (*name) are not taken here", token.start_mark
            )
    return yaml.safe_load(text) or {}


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"line {mark.line + 1}"
    return ""


def _sentence(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0].rstrip(".")


def _fault(name: str, error: object) -> PackFault:
    told = dict(error)  # type: ignore[call-overload]  # reason: pydantic's ErrorDetails is a TypedDict
    place = ".".join(str(one) for one in told["loc"])
    what = str(told["msg"]).removeprefix("Value error, ").rstrip(".")
    return PackFault(name, place, what, "`heliograph packs new` makes an example.")


def _disagreements(folder: Path, found: PackFiles) -> Iterator[PackFault]:
    """What is right in each file and wrong between them."""
    types = {kind.id: kind for kind in found.manifest.types}
    for kind in [one for one in types if one not in found.texts.types]:
        yield PackFault("texts.yaml", "types", f"It has no words for {kind!r}", "Add them.")
    for kind, words in found.texts.types.items():
        if kind not in types:
            remedy = "Name the type in pack.toml, or take its words out."
            yield PackFault("texts.yaml", f"types.{kind}", "pack.toml does not name it", remedy)
            continue
        for language in types[kind].languages or found.manifest.languages:
            if language not in words.languages:
                remedy = "Add them, or give the type its own `languages` in pack.toml."
                place = f"types.{kind}.languages"
                yield PackFault("texts.yaml", place, f"Words in {language!r} are missing", remedy)
    yield from _missing_designs(folder, found.manifest)
    yield from _wrong_names(folder)


def _wrong_names(folder: Path) -> Iterator[PackFault]:
    for file in sorted((folder / "names").glob("*.yaml")):
        try:
            read_names(file)
        except ValueError as error:
            remedy = "Write one phrase of the pack to a line: `English: translated`."
            yield PackFault(f"names/{file.name}", "", str(error), remedy)


def _missing_designs(folder: Path, manifest: PackManifest) -> Iterator[PackFault]:
    designs = {path.stem for path in (folder / "templates").glob("*.yaml")}
    for kind in manifest.types:
        if kind.design is not None and kind.design not in designs:
            known = ", ".join(sorted(designs)) or "none"
            what = f"The design {kind.design!r} of {kind.id} is not in templates/"
            yield PackFault("pack.toml", "types", what, f"There are: {known}.")
