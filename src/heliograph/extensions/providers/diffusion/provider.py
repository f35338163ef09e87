"""Stable Diffusion through diffusers; torch is imported when the first picture is asked for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.providers.diffusion.engine import paint
from heliograph.sdk.errors import TryLater
from heliograph.sdk.generating import (
    ModelAccess,
    ModelUnknown,
    NoAnswerInTime,
    number_option,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.painting import Painting, PaintOrder, fitted, painting_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_STEP, _MOST = 8, 1024
STEPS = 25


class LocalDiffusion:
    """Implements `heliograph.sdk.painting.Painter`."""

    manifest = load_provider_manifest(Path(__file__).parent)

    def __init__(self, access: ModelAccess) -> None:
        self.access = access

    async def paint(self, order: PaintOrder) -> Painting:
        """One picture; raises `ModelUnknown` where the model or diffusers is not installed."""
        folder = self._folder()
        options = self.access.options
        most = int(number_option(options, "side", _MOST, 4096))
        width, height = fitted(order.width, order.height, _STEP, most)
        steps = int(number_option(options, "steps", STEPS, 200))
        try:
            async with asyncio.timeout(self.access.seconds):
                data = await asyncio.to_thread(paint, folder, order, (width, height), steps)
        except TimeoutError as error:
            raise NoAnswerInTime(
                f"The picture was not ready after {self.access.seconds:g} s."
            ) from error
        except (MemoryError, RuntimeError) as error:
            # torch has no error of its own for a machine that is too small.
            raise TryLater("This machine could not run the model.") from error
        return painting_of(data)

    async def models(self) -> Sequence[str]:
        """The models that lie in the folder."""
        place = self.access.folder
        if place is None or not place.is_dir():
            return ()
        return sorted(one.parent.name for one in place.glob("*/model_index.json"))

    def _folder(self) -> Path:
        name, place = self.access.model, self.access.folder
        # A name and no path: a workspace must not choose what else of the machine is read.
        if place is None or not _NAME.fullmatch(name):
            raise ModelUnknown("The model must be the name of a folder among the models here.")
        folder = place / name
        if not (folder / "model_index.json").is_file():
            raise ModelUnknown(f"There is no diffusers model {name} among the models here.")
        return folder
