"""What is laid into a piece's pictures: the brand's mark, and a photograph or a painting behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.values import JSON, to_json
from heliograph.modules.providers import CallContext
from heliograph.sdk.painting import Painting, PaintOrder
from heliograph.sdk.pictures import PictureBrief

SCENE, PHOTO, PAINTED = "scene", "photo", "painted"
STILL = ("image/jpeg", "image/png", "image/webp")
_LONGEST = 60


@dataclass(frozen=True)
class Prop:
    """A file of the library that is drawn in: its name there, its stored file, its licence."""

    asset_id: str
    name: str
    stored_as: str
    licence: str


@dataclass(frozen=True)
class Props:
    """What is laid into a picture. `kind` is the background that was wished; `why` says why it is
    the drawn scene after all; `receipt` what a painter took."""

    kind: str = SCENE
    prompt: str = ""
    logo: Prop | None = None
    photo: Prop | None = None
    why: str = ""
    receipt: JSON | None = None

    @property
    def inputs(self) -> JSON:
        """What a picture depends on, as it is kept with a step; nothing without props."""
        found: JSON = {}
        if self.logo is not None:
            found["logo"] = [self.logo.stored_as, self.logo.licence]
        if self.kind != SCENE:
            photo = [self.photo.stored_as, self.photo.licence] if self.photo is not None else None
            found["background"] = {"kind": self.kind, "prompt": self.prompt, "file": photo}
        return found

    @property
    def outputs(self) -> JSON:
        """What became of the wish, as it is kept with a step; nothing where nobody wished."""
        told = {} if self.receipt is None else {"receipt": self.receipt}
        if self.kind == SCENE:
            return told
        asset_id = self.photo.asset_id if self.photo is not None else None
        return told | {
            "background": {
                "kind": self.kind if self.photo is not None else SCENE,
                "wished": self.kind,
                "asset_id": asset_id,
                "prompt": self.prompt,
                "why": self.why,
            }
        }

    @property
    def licences(self) -> dict[str, str]:
        """Of the files that go in, by their names."""
        return {one.name: one.licence for one in (self.logo, self.photo) if one is not None}


class PropsService:
    """Finds and paints the props of one workspace's pieces."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools
        self._assets = AssetsService(work, tools.assets)

    async def of(self, making: Making) -> Props:
        """What the brand and the piece wish, as far as it lies in the library; a painting that
        was made for the piece before is taken again, and nothing new is painted here."""
        kit = making.brand["kit"]
        logo, _ = await self._prop(kit.get("logo_asset_id"), "the logo")
        wish = making.request.get("background") or kit.get("background") or {}
        kind = wish.get("kind", SCENE)
        if kind == SCENE:
            return Props(logo=logo)
        made = making.outputs.get("picture", {}).get("background", {})
        if kind == PHOTO:
            photo, why = await self._prop(wish.get("asset_id"), "the photograph")
        else:
            photo, why = await self._prop(made.get("asset_id"), "the painting")
        prompt = self._prompt(making, wish) if kind == PAINTED else ""
        return Props(kind, prompt, logo, photo, why)

    async def painted(self, props: Props, making: Making, brief: PictureBrief) -> Props:
        """The props with what a painter makes, if one is wished and not there; whatever stands in
        the way is told, and the scene is drawn instead. No transaction may be open."""
        if props.kind != PAINTED or props.photo is not None:
            return props
        content = making.content
        order = PaintOrder(props.prompt, brief.width, brief.height, brief.seed)
        context = CallContext(content["brand_id"], content["id"], content["run_id"])
        palette = ", ".join(brief.palette.values())
        service = self._tools.providers.service(self._work)
        painting, receipt = await service.paint(order, context, making.pack.folder, palette)
        told = to_json(receipt)
        if painting is None:
            why = receipt.fell_back_because or "no painter is chosen for this brand"
            return Props(PAINTED, props.prompt, props.logo, None, why, told)
        photo = await self._kept(painting, receipt.provider, props.prompt)
        return Props(PAINTED, props.prompt, props.logo, photo, "", told)

    async def _kept(self, painting: Painting, painter: str, prompt: str) -> Prop:
        """The painting in the library, so that another size of the piece has the same one."""
        origin = Origin("painter", {}, title=f"Background by {painter}"[:300], alt=prompt[:300])
        asset = await self._assets.keep(painting.data, origin)
        return _prop_of(asset)

    async def _prop(self, asset_id: Any, what: str) -> tuple[Prop | None, str]:
        """A picture of the library; without one, why."""
        if not asset_id:
            return None, ""
        try:
            asset = await self._assets.get(UUID(str(asset_id)))
        except AppError:
            return None, f"{what} is not in the library any more"
        if asset["mime"] not in STILL:
            return None, f"{what} is {asset['mime']}; a JPEG, PNG or WebP picture is needed"
        return _prop_of(asset), ""

    @staticmethod
    def _prompt(making: Making, wish: Mapping[str, Any]) -> str:
        """What is to be seen; a day's facts are for the words, not for the picture."""
        kind = next(one for one in making.pack.manifest.types if one.id == making.content["type"])
        subject = making.pack.subject(making.content["subject"]).name
        usual = f"A calm background for {kind.name.lower()}, {subject}; mood: {making.plan.tone}"
        return str(wish.get("prompt") or usual)


def _prop_of(asset: Mapping[str, Any]) -> Prop:
    name = asset["title"] or asset["alt"][:_LONGEST] or f"file {asset['id']}"
    return Prop(str(asset["id"]), name, asset["stored_as"], asset["licence"])
