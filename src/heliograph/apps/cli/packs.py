"""The niches that can be spoken about: those that are built in, and folders of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heliograph.apps.cli.door import through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, note, show
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.settings import load_settings
from heliograph.sdk.plain import PackBroken, PlainPack, faults_of
from heliograph.sdk.plain.installing import begin, install, remove

app = typer.Typer(rich_markup_mode=None)
EXAMPLE = "general"


@app.callback()
def packs() -> None:
    """The niches that can be spoken about."""


@app.command("list")
def list_packs(as_json: AsJSON = False) -> None:
    """List the packs with their subjects and the types of content they make."""
    found = through(lambda door: door.get("packs"))
    lines = []
    for pack in found:
        lines += [
            f"{pack['id']} {pack['version']} ({pack['maturity']}): {pack['description']}",
            f"  types     {', '.join(kind['id'] for kind in pack['types'])}",
            f"  subjects  {', '.join(subject['id'] for subject in pack['subjects'])}",
        ]
    show(found, as_json, lines)


@app.command("new")
def new_pack(
    pack_id: Annotated[str, typer.Argument(metavar="ID", help="A name such as `coffee`.")],
    where: Annotated[Path, typer.Option("--in", help="The folder to make it in.")] = Path(),
    as_json: AsJSON = False,
) -> None:
    """Make the folder of a new pack, a working example to be changed."""
    try:
        folder = begin(pack_id, InstalledExtensions().pack(EXAMPLE).folder, where)
    except PackBroken as broken:
        raise BadInput(str(broken.faults[0]), "Mend it and try again.") from broken
    lines = [
        f"Made {folder}. Change its files, then:",
        f"  heliograph packs check {folder}",
        f"  heliograph packs install {folder}",
    ]
    show({"folder": str(folder)}, as_json, lines)


@app.command("check")
def check_pack(
    pack: Annotated[str, typer.Argument(metavar="FOLDER|ID")], as_json: AsJSON = False
) -> None:
    """Say everything that is wrong with a pack of data, with the file and the place in it."""
    folder = _folder_of(pack)
    faults = faults_of(folder)
    found = {"folder": str(folder), "passed": not faults, "faults": [vars(one) for one in faults]}
    show(found, as_json, [str(one) for one in faults] or [f"{folder} is a whole pack."])
    if faults:
        raise typer.Exit(1)


@app.command("install")
def install_pack(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A pack's folder, or `islamic` for its text.")
    ],
    as_json: AsJSON = False,
) -> None:
    """Bring a pack into the instance; an installed pack of the same id is replaced."""
    if str(folder) == "islamic" and not folder.is_dir():
        _install_text(as_json)
        return
    known = InstalledExtensions()
    try:
        pack_id = install(folder, _own_packs(), known.built_in_packs())
    except PackBroken as broken:
        for fault in broken.faults[1:]:
            note(str(fault))
        raise BadInput(str(broken.faults[0]), "`heliograph packs check` names all.") from broken
    pack = PlainPack(_own_packs() / pack_id)
    kinds = ", ".join(one.id for one in pack.manifest.types)
    lines = [f"Installed {pack.manifest.name} {pack.manifest.version}; it makes {kinds}."]
    show({"id": pack_id, "folder": str(pack.folder)}, as_json, lines)


@app.command("remove")
def remove_pack(
    pack_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJSON = False
) -> None:
    """Take an installed pack away. Brands that speak for it can make nothing new afterwards."""
    if not remove(pack_id, _own_packs()):
        raise BadInput(
            f"No pack {pack_id!r} was installed here", "`heliograph packs list` names all."
        )
    show({"id": pack_id}, as_json, [f"{pack_id} is gone."])


def _own_packs() -> Path:
    return load_settings().home / "packs"


def _folder_of(pack: str) -> Path:
    if Path(pack).is_dir():
        return Path(pack)
    try:
        found = InstalledExtensions(_own_packs()).pack(pack)
    except LookupError as error:
        raise BadInput(
            f"There is no folder and no pack {pack!r}", "Give the pack's folder."
        ) from error
    if not isinstance(found, PlainPack):
        raise BadInput(f"{pack} is built in and computes its facts", "Check packs of data only.")
    return found.folder


def _install_text(as_json: bool) -> None:
    """The Islamic pack is there; what has to be brought is the Qur'an's text."""
    from heliograph.apps.cli.quran import install_text  # noqa: PLC0415 - loads the pack

    install_text(None, as_json)
