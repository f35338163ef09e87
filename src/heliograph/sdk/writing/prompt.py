"""Prompts are files: front matter with id and version, then text with `{{named}}` places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

OWN = Path(__file__).parent / "prompts"
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_FILE = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_NAME = re.compile(r"[a-z0-9_-]{1,64}")


class PromptBroken(ValueError):
    """A prompt file is not valid; the message names the file and what is wrong with it."""


@dataclass(frozen=True)
class Prompt:
    """One prompt. `label` names it with its version, as ledgers and caches do."""

    id: str
    version: int
    text: str
    about: str = ""

    @property
    def label(self) -> str:
        """Id and version in one word."""
        return f"{self.id}@{self.version}"

    @property
    def places(self) -> frozenset[str]:
        """The names of the places to be filled."""
        return frozenset(_PLACE.findall(self.text))

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with every place filled, in one pass: what is put in is not looked at again."""
        unknown = sorted(self.places - values.keys())
        if unknown:
            raise PromptBroken(f"The prompt {self.id} has places nobody fills: {unknown}")
        return _PLACE.sub(lambda found: values[found.group(1)], self.text).strip()


def prompt_for(pack_folder: Path, content_type: str) -> Prompt:
    """The pack's prompt for a type, else its prompt for every piece, else the general one."""
    for name in (content_type, "piece"):
        file = pack_folder / "prompts" / f"{name}.md"
        if _NAME.fullmatch(name) and file.is_file():
            return load_prompt(file)
    return load_prompt(OWN / "piece.md")


def background_prompt(pack_folder: Path | None = None) -> Prompt:
    """The pack's prompt for background pictures, else the general one."""
    own = pack_folder / "prompts" / "background.md" if pack_folder else None
    return load_prompt(own if own is not None and own.is_file() else OWN / "background.md")


@cache
def load_prompt(file: Path) -> Prompt:
    """Read one prompt file; raises `PromptBroken`."""
    found = _FILE.fullmatch(file.read_text("utf-8"))
    if found is None:
        raise PromptBroken(f"{file.name}: a prompt begins with front matter between two ---")
    try:
        head: Any = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        raise PromptBroken(f"{file.name}: the front matter is no YAML") from error
    if not isinstance(head, dict) or not _NAME.fullmatch(str(head.get("id", ""))):
        raise PromptBroken(f"{file.name}: the front matter needs an id")
    if type(head.get("version")) is not int:
        raise PromptBroken(f"{file.name}: the front matter needs a whole number as version")
    about = str(head.get("about", ""))
    return Prompt(str(head["id"]), head["version"], found.group(2), about)
