"""The Qur'an's text: bring it, look a verse up, search."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.islamic import islamic_refusals, own_text_folder, text_folders
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.extensions.packs.islamic.quran import Quran, Verse, install, search
from heliograph.extensions.packs.islamic.quran.editions import ARABIC, EDITIONS, PICKTHALL
from heliograph.extensions.packs.islamic.quran.references import shown

app = typer.Typer(rich_markup_mode=None)
MOST_HITS = 6236


@app.callback()
def quran() -> None:
    """The Qur'an's text, to the byte as its publisher gives it."""


@app.command("install")
def install_text(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="The folder with the files; default: the data folders."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Copy the pinned files into the data folder, after comparing every byte."""
    folder = own_text_folder()
    with islamic_refusals():
        here = source.expanduser() if source else Quran(text_folders()).folder
        if not here.is_dir():
            raise BadInput(f"There is no folder {here}", "Give the folder that holds the files.")
        done = install(here, folder)
    found = {"folder": str(done.folder), "files": _files()}
    lines = [f"Installed in {done.folder}:"]
    for one in done.editions:
        lines += [f"  {one.file}  {one.title}", f"    {one.licence}; {one.source}"]
    show(found, as_json, lines)


@app.command("verse")
def verse(
    reference: Annotated[str, typer.Argument(help="2:255, 94:5-6, or 112 for a whole surah.")],
    as_json: AsJSON = False,
) -> None:
    """Print verses as the files have them, with translation and source."""
    with islamic_refusals():
        verses = Quran(text_folders()).verses(reference)
    if len(verses) == 1:
        show(_verse(verses[0]), as_json, _lines(verses[0]))
        return
    name = shown(tuple(one.reference for one in verses))
    lines = [line for one in verses for line in (*_lines(one), "")]
    show({"reference": name, "verses": [_verse(one) for one in verses]}, as_json, lines[:-1])


@app.command("search")
def search_text(
    words: Annotated[list[str], typer.Argument(help="Arabic or English; all must occur.")],
    limit: Annotated[int, typer.Option(help="How many verses at most.")] = 20,
    as_json: AsJSON = False,
) -> None:
    """Find verses that hold all of the words."""
    if not 1 <= limit <= MOST_HITS:
        raise BadInput(f"{limit} verses cannot be shown", f"Ask for 1 to {MOST_HITS}.")
    query = " ".join(words)
    with islamic_refusals():
        hits = [hit.verse for hit in search(Quran(text_folders()), query, limit)]
    lines = [line for one in hits for line in (*_lines(one), "")][:-1]
    found = {"query": query, "count": len(hits), "verses": [_verse(one) for one in hits]}
    show(found, as_json, lines or ["No verse holds all of these words."])


def _verse(one: Verse) -> dict[str, Any]:
    return {
        "reference": str(one.reference),
        "surah": one.reference.surah,
        "ayah": one.reference.ayah,
        "surah_name": {
            "ar": one.surah.name_ar,
            "translit": one.surah.name_translit,
            "en": one.surah.name_en,
        },
        "revealed": one.surah.revealed,
        "arabic": one.arabic,
        "sha256": hashlib.sha256(one.arabic.encode()).hexdigest(),
        "heading": one.heading,
        "body": one.body,
        "translation": {
            "text": one.translation,
            "language": "en",
            "translator": PICKTHALL.credit,
            "licence": PICKTHALL.licence,
        },
        "source": ARABIC.credit,
        "source_url": ARABIC.source,
        "licence": ARABIC.licence,
    }


def _lines(one: Verse) -> list[str]:
    name = one.surah
    return [
        f"{name.name_translit} ({name.name_en}), {one.reference}",
        *([one.heading] if one.heading else []),
        one.body,
        f"{one.translation} ({PICKTHALL.credit})",
        f"Source: {ARABIC.credit}",
    ]


def _files() -> list[dict[str, Any]]:
    return [
        {
            "file": one.file,
            "title": one.title,
            "sha256": one.sha256,
            "licence": one.licence,
            "source": one.source,
        }
        for one in EDITIONS
    ]
