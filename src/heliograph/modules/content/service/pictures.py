"""What is drawn for a piece, and by whom."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from heliograph.kit.database import UnitOfWork
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, fingerprint, to_json
from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.drawing import Drawing, DrawingPack
from heliograph.sdk.manifest import ContentType, ProviderManifest
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.text import Draft

CARD = (1080, 1350)


@dataclass(frozen=True)
class Form:
    """Another picture of the same piece: in another design, or in a named size."""

    design: str | None = None
    size: str | None = None
    width: int = CARD[0]
    height: int = CARD[1]


class Pictures:
    """Draws for one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def painter(self) -> ProviderManifest:
        """Who draws."""
        return self._tools.catalogue.picture_provider().manifest

    async def brief(
        self, making: Making, draft: Draft, form: Form | None = None
    ) -> PictureBrief | None:
        """What to draw; None for a type that has no picture."""
        wanted, kind = form or Form(), type_of(making)
        drawing = await self._drawing(making, draft)
        design = wanted.design or drawing.design or kind.design
        if design is None:
            return None
        kit = making.brand["kit"]
        return PictureBrief(
            design=design,
            pack_folder=making.pack.folder,
            width=wanted.width,
            height=wanted.height,
            palette=kit["palette"],
            words=_words(making, draft, kind) | dict(drawing.words),
            seed=int.from_bytes(hashlib.sha256(making.seed.encode()).digest()[:4]),
            symbol=drawing.symbol or kit.get("symbol"),
            language=making.content["language"],
            size=wanted.size,
            values=drawing.values,
        )

    async def _drawing(self, making: Making, draft: Draft) -> Drawing:
        """What the pack adds; it may compute, so it does so beside the event loop."""
        if isinstance(making.pack, DrawingPack):
            return await self._tools.pool.run(making.pack.drawing, making.plan, draft)
        return Drawing()

    async def draw(self, brief: PictureBrief) -> Picture:
        """The picture; raises `ValueError` for a design that does not exist."""
        provider = self._tools.catalogue.picture_provider()
        return await self._tools.pool.run(provider.draw, brief)

    async def keep(self, brief: PictureBrief, draft: Draft) -> JSON:
        """Draw and store it; what a step keeps of a picture."""
        picture = await self.draw(brief)
        origin = Origin(self.painter.id, picture.licences, draft.alt_text)
        asset = await AssetsService(self._work, self._tools.assets).keep(picture.data, origin)
        return {
            "asset_id": str(asset["id"]),
            "url": asset["url"],
            "width": picture.width,
            "height": picture.height,
            "bytes": len(picture.data),
            "report": to_json(picture.report),
            "licences": picture.licences,
        }


def type_of(making: Making) -> ContentType:
    """The type of the piece, as its pack describes it."""
    kinds = making.pack.manifest.types
    return next(one for one in kinds if one.id == making.content["type"])


def brief_inputs(brief: PictureBrief) -> JSON:
    """What a picture depends on, as it is kept with a step."""
    return {
        "design": brief.design,
        "size": [brief.width, brief.height, brief.size],
        "palette": brief.palette,
        "words": brief.words,
        "values": fingerprint(brief.values),
        "symbol": brief.symbol,
        "language": brief.language,
        "seed": brief.seed,
    }


def _words(making: Making, draft: Draft, kind: ContentType) -> dict[str, str]:
    day, language = making.day, making.content["language"]
    return {
        "title": making.pack.subject(making.content["subject"]).name,
        "kicker": kind.name,
        "date": f"{weekday(day, language)} {date_words(day, language)}",
        "body": draft.card_text,
        "footer": f"@{making.brand['handle']}",
    }
