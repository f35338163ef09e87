"""What is drawn for a piece, and by whom."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content.service.described import described
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.props import Prop, Props
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, fingerprint, to_json
from heliograph.sdk.days import date_words, weekday
from heliograph.sdk.drawing import Drawing, DrawingPack
from heliograph.sdk.manifest import ContentType, ProviderManifest
from heliograph.sdk.pictures import Picture, PictureBrief, PictureValue
from heliograph.sdk.sizes import size_of_platform
from heliograph.sdk.text import Draft

CARD = (1080, 1350)
SHOWN = ("asset_id", "url", "width", "height")


@dataclass(frozen=True)
class Form:
    """Another picture of the same piece: in another design, or in a named size."""

    design: str | None = None
    size: str | None = None
    width: int = CARD[0]
    height: int = CARD[1]


@dataclass(frozen=True)
class Card:
    """One picture of a piece: what is drawn, its alt text, and its words where it is one of
    several."""

    brief: PictureBrief
    alt: str
    text: str = ""


class Pictures:
    """Draws for one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def painter(self) -> ProviderManifest:
        """Who draws."""
        return self._tools.catalogue.picture_provider().manifest

    async def cards(self, making: Making, draft: Draft, form: Form | None = None) -> list[Card]:
        """What to draw, in order; empty for a type that has no picture."""
        wanted = form or _form_of(making)
        if len(draft.cards) < 2:
            brief = await self._brief(making, draft, wanted, {})
            return [] if brief is None else [Card(brief, draft.alt_text)]
        found: list[Card] = []
        for page, text in enumerate(draft.cards, 1):
            own = replace(draft, card_text=text, cards=(text,))
            place: dict[str, PictureValue] = {"page": page, "pages": len(draft.cards)}
            brief = await self._brief(making, own, wanted, place)
            if brief is None:
                return []
            alt = draft.alt_text if page == 1 else f"{page}/{len(draft.cards)}: {text}"
            found.append(Card(brief, alt, text))
        return found

    async def _brief(
        self, making: Making, draft: Draft, wanted: Form, place: Mapping[str, PictureValue]
    ) -> PictureBrief | None:
        kind = type_of(making)
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
            values={**drawing.values, **place},
        )

    async def _drawing(self, making: Making, draft: Draft) -> Drawing:
        """What the pack adds; it may compute, so it does so beside the event loop."""
        if isinstance(making.pack, DrawingPack):
            return await self._tools.pool.run(making.pack.drawing, making.plan, draft)
        return Drawing()

    async def draw(self, brief: PictureBrief, props: Props) -> Picture:
        """The picture; raises `ValueError` for a design that does not exist."""
        provider = self._tools.catalogue.picture_provider()
        async with self._laid_in(brief, props) as ready:
            return await self._tools.pool.run(provider.draw, ready)

    async def keep(self, cards: Sequence[Card], props: Props) -> JSON:
        """Draw and store them all; what a step keeps. A photograph that cannot be drawn gives way
        to the scene, and the reason is told."""
        try:
            return await self._kept(cards, props)
        except ValueError as error:
            if props.photo is None:
                raise
            bare = replace(props, photo=None, why=f"it cannot be drawn: {error}")
            return await self._kept(cards, bare)

    async def _kept(self, cards: Sequence[Card], props: Props) -> JSON:
        made = [await self._one(card, props) for card in cards]
        several = {"cards": made} if len(made) > 1 else {}
        return made[0] | several | props.outputs

    async def _one(self, card: Card, props: Props) -> JSON:
        picture = await self.draw(card.brief, props)
        licences = picture.licences | props.licences
        # Of several, those after the first have their place and their words for a description.
        is_first = card.brief.values.get("page", 1) == 1
        alt = described(card.brief, picture.report, card.alt) if is_first else card.alt
        origin = Origin(self.painter.id, licences, alt)
        asset = await AssetsService(self._work, self._tools.assets).keep(picture.data, origin)
        return {
            "asset_id": str(asset["id"]),
            "url": asset["url"],
            "width": picture.width,
            "height": picture.height,
            "bytes": len(picture.data),
            "report": to_json(picture.report),
            "licences": licences,
            "alt": alt,
            **({"text": card.text} if card.text else {}),
        }

    @asynccontextmanager
    async def _laid_in(self, brief: PictureBrief, props: Props) -> AsyncIterator[PictureBrief]:
        """The brief with its files at hand on this machine, wherever they are stored."""
        async with AsyncExitStack() as stack:
            logo = await self._at_hand(stack, props.logo)
            photo = await self._at_hand(stack, props.photo)
            yield replace(brief, logo=logo, photo=photo)

    async def _at_hand(self, stack: AsyncExitStack, prop: Prop | None) -> Path | None:
        if prop is None:
            return None
        storage = self._tools.assets.storage
        place = stack.enter_context(storage.scratch())
        await storage.fetch(prop.stored_as, place)
        return place


def type_of(making: Making) -> ContentType:
    """The type of the piece, as its pack describes it."""
    kinds = making.pack.manifest.types
    return next(one for one in kinds if one.id == making.content["type"])


def images_of(drawn: JSON) -> dict[str, Any]:
    """What a content keeps of its pictures: the first by itself, and all in order."""
    if "asset_id" not in drawn:
        return {"image_asset_id": None, "image": None, "images": []}
    every = [{name: one[name] for name in SHOWN} for one in cards_of(drawn)]
    told = [
        shown | {"text": one.get("text", "")}
        for shown, one in zip(every, cards_of(drawn), strict=True)
    ]
    return {"image_asset_id": UUID(drawn["asset_id"]), "image": every[0], "images": told}


def cards_of(drawn: JSON) -> list[JSON]:
    """Every picture that a step drew, in order."""
    if "asset_id" not in drawn:
        return []
    return list(drawn.get("cards") or [drawn])


def card_inputs(cards: Sequence[Card], props: Props) -> JSON:
    """What pictures depend on, as it is kept with a step."""
    first, *further = (_brief_inputs(card.brief) for card in cards)
    several = {"further": further} if further else {}
    return first | several | props.inputs


def _brief_inputs(brief: PictureBrief) -> JSON:
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


def _form_of(making: Making) -> Form:
    """As the network shows pictures that the piece was ordered for."""
    size = size_of_platform(making.request.get("platform") or "")
    return Form() if size is None else Form(None, size.name, size.width, size.height)


def _words(making: Making, draft: Draft, kind: ContentType) -> dict[str, str]:
    day, language = making.day, making.content["language"]
    return {
        "title": making.pack.subject(making.content["subject"]).name,
        "kicker": kind.name,
        "date": f"{weekday(day, language)} {date_words(day, language)}",
        "body": draft.card_text,
        "footer": f"@{making.brand['handle']}",
    }
