"""What models are told: prompt files of this version and of packs, read-only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.packs import Pack
from heliograph.sdk.text import WritingPack
from heliograph.sdk.writing.prompt import OWN, Prompt, PromptBroken, load_prompt

_BACKGROUND, _PIECE, _RULES = "background", "piece", "rules"


def prompts(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every prompt with its version, its text and what it is used for, ours first.

    A faulty file of a pack is left out: `heliograph packs check` names what is wrong with it.
    """
    packs = catalogue.packs()
    uses = {
        _RULES: ["every text that a model writes"],
        _PIECE: _left_to_ours(packs, _PIECE),
        _BACKGROUND: ["backgrounds of pictures"],
    }
    found = [
        _shown(prompt, "heliograph", uses.get(file.stem, [])) for file, prompt in _in_folder(OWN)
    ]
    for pack in packs:
        found += [
            _shown(prompt, f"pack {pack.manifest.id}", _uses(pack, file.stem))
            for file, prompt in _in_folder(pack.folder / "prompts")
        ]
    return found


def _in_folder(folder: Path) -> Iterator[tuple[Path, Prompt]]:
    for file in sorted(folder.glob("*.md")):
        try:
            yield file, load_prompt(file)
        except PromptBroken:
            continue


def _shown(prompt: Prompt, source: str, used_for: list[str]) -> dict[str, Any]:
    return {
        "id": prompt.id,
        "version": prompt.version,
        "label": prompt.label,
        "source": source,
        "about": prompt.about,
        "places": sorted(prompt.places),
        "used_for": used_for,
        "text": prompt.text.strip(),
    }


def _uses(pack: Pack, name: str) -> list[str]:
    """What a pack's own prompt is used for."""
    if name == _BACKGROUND:
        return [f"backgrounds of {pack.manifest.id}"]
    types = [one.id for one in pack.manifest.types]
    if name in types:
        return [f"{pack.manifest.id}: {name}"]
    if name == _PIECE:
        return [f"{pack.manifest.id}: {one}" for one in types if not _has(pack, one)]
    return []


def _left_to_ours(packs: Sequence[Pack], name: str) -> list[str]:
    """The types that a model writes and no pack has a prompt for."""
    return [
        f"{pack.manifest.id}: {one.id}"
        for pack in packs
        if not isinstance(pack, WritingPack) and not _has(pack, name)
        for one in pack.manifest.types
        if not _has(pack, one.id)
    ]


def _has(pack: Pack, name: str) -> bool:
    return (pack.folder / "prompts" / f"{name}.md").is_file()
