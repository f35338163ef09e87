"""The layout language: what a design file may say, and how one design serves every form.

Places are shares of the safe area (x of its width, y of its height), so a design keeps clear of
every network's buttons by itself. Lengths of type, lines and gaps are pixels on a canvas 1080 wide
and grow with the room there is. Any value may differ by form: `{any: 40, wide: 36}`. In languages
written from the right, designs are turned about their middle.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, JsonValue, ValidationError, model_validator

from heliograph.extensions.providers.canvas.layers import (
    Box,
    Column,
    FormKey,
    Layer,
    Part,
    Point,
    TextItem,
)
from heliograph.sdk.sizes import Form

ElementScene = Literal["fire", "earth", "air", "water", "night"]
SceneName = Literal[
    "fire",
    "earth",
    "air",
    "water",
    "night",
    "nebula",
    "aurora",
    "gradient",
    "plain",
    "paper",
    "khatam",
    "girih",
    "lattice",
]
Grade = Literal["night", "deep", "warm", "cool", "mono", "soft"]
Theme = Literal["dark", "light", "as_is"]
_MOST_LAYERS = 60
_LARGEST_FILE = 64 * 1024


class Background(Part):
    """What lies behind, where its light gathers and where it must stay quiet for type."""

    scene: SceneName | dict[FormKey, SceneName] = "night"
    scenes: dict[str, SceneName] = Field(default_factory=dict, description="By symbol.")
    focus: Point | dict[FormKey, Point] = (0.5, 0.4)
    quiet: Box | dict[FormKey, Box] = (0.0, 0.0, 1.0, 1.0)
    photo: Grade | None = Field("night", description="How a photograph is graded; null for none.")


class Word(Part):
    """One word a design is filled with: what it is, how long it may be, and samples."""

    about: str
    needed: bool = False
    longest: int = Field(description="In characters; a text this long fits on every size.")
    sample: str = ""
    arabic: str | None = None


class Value(Part):
    """One value a design draws from."""

    about: str
    needed: bool = False
    sample: JsonValue = None
    arabic: JsonValue = None


class Design(Part):
    """One design file."""

    id: str
    name: str
    about: str = ""
    shows: str = Field("", description="What is seen, for the alt text: {words} of it, {sign}.")
    min_contrast: float = Field(4.5, ge=4.5)
    theme: Theme = "as_is"
    mirrors: bool = True
    forms: tuple[Form, ...] = ("tall", "portrait", "square", "wide")
    languages: tuple[str, ...] = ("en", "ar")
    needs_symbol: bool = False
    palette: dict[str, str] = Field(default_factory=dict, description="Used when none is given.")
    words: dict[str, Word]
    values: dict[str, Value] = Field(default_factory=dict)
    background: Background = Background()
    layers: tuple[Layer, ...] = Field(max_length=_MOST_LAYERS)

    @model_validator(mode="after")
    def _words_are_described(self) -> Design:
        known = {*self.words, *self.values}
        for layer in self.layers:
            if not isinstance(layer, Column):
                continue
            for item in layer.items:
                unknown = _named(item) - known if isinstance(item, TextItem) else set()
                if unknown:
                    raise ValueError(
                        f"{layer.name}.{item.name} uses {', '.join(sorted(unknown))}, "
                        "which `words` does not describe"
                    )
        return self


def _named(item: TextItem) -> set[str]:
    texts = item.text.values() if isinstance(item.text, dict) else (item.text,)
    return {part.split("}")[0] for text in texts for part in text.split("{")[1:]}


def design_files(pack_folder: Path) -> tuple[Path, ...]:
    """The design files of a pack."""
    return tuple(sorted((pack_folder / "templates").glob("*.yaml")))


def load_design(pack_folder: Path, design_id: str) -> Design:
    """Read `templates/<design_id>.yaml`; raises `ValueError` naming the designs there are."""
    folder = pack_folder / "templates"
    file = folder / f"{design_id}.yaml"
    if file.parent != folder or not file.is_file():
        known = ", ".join(path.stem for path in design_files(pack_folder)) or "none"
        raise ValueError(
            f"There is no design {design_id!r} in {pack_folder.name}; it has: {known}."
        )
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _read(file: Path, _changed: int) -> Design:
    if file.stat().st_size > _LARGEST_FILE:
        raise ValueError(
            f"The design {file.name} is larger than {_LARGEST_FILE // 1024} kB; make it shorter."
        )
    try:
        return Design.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as fault:
        raise ValueError(f"The design {file.name} is not valid: {fault}") from fault
