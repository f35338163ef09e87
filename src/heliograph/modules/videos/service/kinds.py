"""Which types of content have videos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.modules.videos.errors import NoVideoOfThis
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.storyboard import VideoPack


def pack_of(catalogue: Catalogue, content: Mapping[str, Any]) -> VideoPack:
    """The pack that makes a video of a piece; raises `NoVideoOfThis`, naming what has one."""
    pack = catalogue.pack(content["pack"])
    kind = next(one for one in pack.manifest.types if one.id == content["type"])
    if isinstance(pack, VideoPack) and kind.video:
        return pack
    kinds = [one.name for one in pack.manifest.types if one.video]
    told = f"it makes them of {', '.join(kinds)}" if kinds else "it makes none"
    raise NoVideoOfThis(f"{pack.manifest.name} has no video of {kind.name}: {told}")
