"""Making, checking in and taking away packs that are folders of data."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from heliograph.sdk.plain.loading import PackBroken, PackFault, read_pack

SUFFIXES = frozenset({".toml", ".yaml", ".yml", ".md", ".svg", ".png", ".jpg", ".jpeg", ".webp"})
MOST_FILES = 500
MOST_BYTES = 50_000_000
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


def install(folder: Path, into: Path, taken: frozenset[str]) -> str:
    """Copy a pack's folder to where packs are found; a pack of the same id is replaced at once.

    Gives the id. Nothing but data is copied. Raises `PackBroken` for a folder that is not a whole
    pack, or whose id is one of the `taken`.
    """
    pack_id = read_pack(folder).manifest.id
    if not NAME.fullmatch(pack_id):
        raise _broken("pack.toml", "id", f"{pack_id!r} is no id", "Use a-z, 0-9 and _, 2 to 40.")
    if pack_id in taken:
        raise _broken("pack.toml", "id", f"{pack_id!r} is built in", "Give it another id.")
    files = list(_files(folder))
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".new-") as scratch:
        fresh = Path(scratch) / "pack"
        for file in files:
            target = fresh / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        read_pack(fresh)
        if (into / pack_id).exists():
            (into / pack_id).replace(Path(scratch) / "old")
        fresh.replace(into / pack_id)
    return pack_id


def remove(pack_id: str, into: Path) -> bool:
    """Take a pack away; False when there is none of that id."""
    folder = into / pack_id
    if not NAME.fullmatch(pack_id) or not (folder / "pack.toml").is_file():
        return False
    shutil.rmtree(folder)
    return True


def begin(pack_id: str, example: Path, where: Path) -> Path:
    """A new pack's folder made from an example, ready to be changed; raises `PackBroken`."""
    folder = where / pack_id
    if not NAME.fullmatch(pack_id):
        raise _broken(pack_id, "", "This is no id", "Use a-z, 0-9 and _, beginning with a letter.")
    if folder.exists():
        raise _broken(str(folder), "", "It is there already", "Choose another id or folder.")
    files = [file for file in _files(example) if file.suffix in SUFFIXES]
    for file in files:
        target = folder / file.relative_to(example)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    manifest = folder / "pack.toml"
    text = manifest.read_text(encoding="utf-8")
    name = pack_id.replace("_", " ").title()
    text = re.sub(r'(?m)^id = "[^"]*"$', f'id = "{pack_id}"', text, count=1)
    text = re.sub(r'(?m)^name = "[^"]*"$', f'name = "{name}"', text, count=1)
    manifest.write_text(text, encoding="utf-8")
    return folder


def _files(folder: Path) -> Iterator[Path]:
    """The files of a pack; raises `PackBroken` for what does not belong into one."""
    found, size = 0, 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith(".") or "__pycache__" in path.parts:
            continue
        if path.is_symlink():
            raise _broken(name, "", "Links are not taken", "Put the file itself there.")
        if not path.is_file() or path.suffix == ".py":
            continue
        if path.suffix not in SUFFIXES:
            kinds = ", ".join(sorted(SUFFIXES))
            raise _broken(name, "", "This kind of file has no use in a pack", f"Keep to {kinds}.")
        found, size = found + 1, size + path.stat().st_size
        if found > MOST_FILES or size > MOST_BYTES:
            raise _broken(name, "", "The pack is too large", "500 files and 50 MB at most.")
        yield path


def _broken(file: str, place: str, what: str, remedy: str) -> PackBroken:
    return PackBroken((PackFault(file, place, what, remedy),))
