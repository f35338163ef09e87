"""The extensions that are installed, found by their folders and imported when opened."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import heliograph.extensions
from heliograph.sdk.connectors import ChannelAccess, Connector
from heliograph.sdk.hooks import Hooks
from heliograph.sdk.manifest import (
    ConnectorManifest,
    load_connector_manifest,
    load_provider_manifest,
)
from heliograph.sdk.packs import Pack
from heliograph.sdk.pictures import PictureProvider
from heliograph.sdk.sign_in import AppAccess, SignIn
from heliograph.sdk.text import TextProvider

ROOT = Path(heliograph.extensions.__file__).parent


class InstalledExtensions:
    """Implements `heliograph.sdk.catalogue.Catalogue` over the folders of `extensions/`."""

    def connectors(self) -> Sequence[ConnectorManifest]:
        """The manifests of all connectors, by name."""
        found = [load_connector_manifest(folder) for folder in _folders("connectors").values()]
        return sorted(found, key=lambda manifest: manifest.name)

    def connector_manifest(self, platform: str) -> ConnectorManifest:
        """What one connector says of itself."""
        return load_connector_manifest(_folder("connectors", platform))

    def open_connector(self, platform: str, access: ChannelAccess) -> Connector:
        """A connector for one account."""
        _folder("connectors", platform)
        made: Connector = _code("connectors", platform).Connector(access)
        return made

    def sign_in(self, platform: str, app: AppAccess) -> SignIn | None:
        """The consent flow of a platform; None where an account is connected by hand only."""
        _folder("connectors", platform)
        kind = getattr(_code("connectors", platform), "SignIn", None)
        return None if kind is None else kind(app)

    def hooks(self, platform: str) -> Hooks | None:
        """Who reads the calls of a platform; None where it makes none."""
        _folder("connectors", platform)
        kind = getattr(_code("connectors", platform), "Hooks", None)
        return None if kind is None else kind()

    def packs(self) -> Sequence[Pack]:
        """All packs, by name."""
        return sorted(
            (self.pack(name) for name in _folders("packs")), key=lambda pack: pack.manifest.name
        )

    def pack(self, pack_id: str) -> Pack:
        """One pack."""
        _folder("packs", pack_id)
        found: Pack = _code("packs", pack_id).PACK
        return found

    def text_provider(self, provider_id: str = "embedded") -> TextProvider:
        """Who writes."""
        made: TextProvider = _provider(provider_id, "text")
        return made

    def picture_provider(self, provider_id: str = "canvas") -> PictureProvider:
        """Who draws."""
        made: PictureProvider = _provider(provider_id, "image")
        return made


@cache
def _provider(provider_id: str, kind: str) -> Any:
    manifest = load_provider_manifest(_folder("providers", provider_id))
    if manifest.kind != kind:
        raise LookupError(f"The provider {provider_id} makes {manifest.kind}, not {kind}")
    return _code("providers", provider_id).Provider()


@cache
def _folders(kind: str) -> dict[str, Path]:
    return {
        folder.name: folder
        for folder in sorted((ROOT / kind).iterdir())
        if any((folder / name).exists() for name in ("manifest.toml", "pack.toml"))
    }


def _folder(kind: str, name: str) -> Path:
    known = _folders(kind)
    if name not in known:
        raise LookupError(f"There is no {name!r} here; installed are: {', '.join(known)}")
    return known[name]


def _code(kind: str, name: str) -> Any:
    return importlib.import_module(f"heliograph.extensions.{kind}.{name}")
