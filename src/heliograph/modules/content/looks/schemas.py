"""What crosses the wire of looks."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.modules.brands import Background, KitOut


class LogoOrder(BaseModel):
    """A logo of the library to read a kit from."""

    model_config = ConfigDict(extra="forbid")

    asset_id: UUID
    keep: bool = Field(
        False, description="Take logo and palette over into the brand; else they are only shown."
    )


class KitOffer(BaseModel):
    """The kit a logo gives: a palette in which text can be read, the logo's own colours from the
    most used on, and the contrast of what stands on what. `kit` is the brand's as it is now."""

    palette: dict[str, str]
    colours: list[str]
    contrast: dict[str, float]
    is_kept: bool
    kit: KitOut


class LookOrder(BaseModel):
    """What is set of a brand's look; what is left out stays, and a logo of null is taken away."""

    model_config = ConfigDict(extra="forbid")

    logo_asset_id: UUID | None = None
    background: Background | None = None
