"""Where a template belongs: pack, type, subject and platform, as they are installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from heliograph.modules.templates.errors import PlaceUnknown
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import UnknownSubject

PLACES = ("pack", "content_type", "subject", "platform", "language")


def check_places(catalogue: Catalogue, values: Mapping[str, Any], pointer: str = "") -> None:
    """Raise `PlaceUnknown` for what is not installed; the message names what is."""
    if values["platform"]:
        platform_of(catalogue, values["platform"], f"{pointer}/platform")
    if not values["pack"]:
        return
    try:
        pack = catalogue.pack(values["pack"])
    except LookupError as error:
        raise PlaceUnknown(_words(error), pointer=f"{pointer}/pack") from error
    types = [one.id for one in pack.manifest.types]
    if values["content_type"] and values["content_type"] not in types:
        raise PlaceUnknown(
            f"The pack {values['pack']} has no type {values['content_type']!r}; "
            f"it has: {', '.join(types)}",
            pointer=f"{pointer}/content_type",
        )
    if values["subject"]:
        try:
            pack.subject(values["subject"])
        except UnknownSubject as error:
            raise PlaceUnknown(str(error), pointer=f"{pointer}/subject") from error


def platform_of(
    catalogue: Catalogue, platform: str, pointer: str = "/platform"
) -> ConnectorManifest:
    """A platform's manifest; raises `PlaceUnknown`."""
    try:
        return catalogue.connector_manifest(platform)
    except LookupError as error:
        raise PlaceUnknown(_words(error), pointer=pointer) from error


def platforms_of(catalogue: Catalogue, names: Iterable[str]) -> tuple[ConnectorManifest, ...]:
    """Manifests of platforms, each once; raises `PlaceUnknown`."""
    wanted = [name for name in dict.fromkeys(names) if name]
    return tuple(platform_of(catalogue, name, "/platforms") for name in wanted)


def _words(error: LookupError) -> str:
    return str(error.args[0]) if error.args else "It is not installed"
