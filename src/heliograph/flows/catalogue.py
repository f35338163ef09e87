"""The extensions that are installed, found by their folders and imported when opened."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import heliograph.extensions
from heliograph.sdk.connectors import ChannelAccess, Connector
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.hooks import Hooks
from heliograph.sdk.manifest import (
    ConnectorManifest,
    ProviderManifest,
    load_connector_manifest,
    load_provider_manifest,
)
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.packs import DataPack, Pack
from heliograph.sdk.painting import Painter
from heliograph.sdk.pictures import PictureProvider
from heliograph.sdk.plain import PlainPack, faults_of
from heliograph.sdk.sign_in import AppAccess, SignIn
from heliograph.sdk.style import StyleAnalyser
from heliograph.sdk.text import TextProvider
from heliograph.sdk.video import VideoProvider
from heliograph.sdk.voice import SpeakingModel, VoiceProvider
from heliograph.sdk.writing import TextModel

ROOT = Path(heliograph.extensions.__file__).parent
_STEPS = ("text", "image", "voice")
"""What a workspace can configure providers for."""


class InstalledExtensions:
    """Implements `heliograph.sdk.catalogue.Catalogue` over the folders of `extensions/`, and the
    packs that lie as data in a folder of the instance."""

    def __init__(self, own_packs: Path | None = None, data_folders: Sequence[Path] = ()) -> None:
        self._own_packs = own_packs
        self._data_folders = tuple(data_folders)

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
        """All packs that can be used, by name: the built-in ones and those that were installed."""
        built_in = [self.pack(name) for name in _folders("packs")]
        own = [PlainPack(folder) for folder in self._own().values() if not faults_of(folder)]
        return sorted((*built_in, *own), key=lambda pack: pack.manifest.name)

    def pack(self, pack_id: str) -> Pack:
        """One pack."""
        own = self._own()
        if pack_id in own:
            return PlainPack(own[pack_id])
        _folder("packs", pack_id, own)
        found: Pack = _code("packs", pack_id).PACK
        if isinstance(found, DataPack) and self._own_packs is not None:
            return found.located(self._own_packs / pack_id, self._data_folders)
        return found

    def built_in_packs(self) -> frozenset[str]:
        """The ids that no installed pack may have."""
        return frozenset(_folders("packs"))

    def _own(self) -> dict[str, Path]:
        if self._own_packs is None or not self._own_packs.is_dir():
            return {}
        found = sorted(self._own_packs.iterdir())
        return {one.name: one for one in found if (one / "pack.toml").is_file()}

    def text_provider(self, provider_id: str = "embedded") -> TextProvider:
        """Who writes."""
        made: TextProvider = _provider(provider_id, "text")
        return made

    def picture_provider(self, provider_id: str = "canvas") -> PictureProvider:
        """Who draws."""
        made: PictureProvider = _provider(provider_id, "image")
        return made

    def model_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of all providers that a workspace can configure, by name."""
        found = [load_provider_manifest(folder) for folder in _folders("providers").values()]
        # What is built in needs no configuration, and is the only offline tier.
        outside = [one for one in found if one.tier != "offline" and one.kind in _STEPS]
        return sorted(outside, key=lambda manifest: manifest.name)

    def text_model(self, provider_id: str, access: ModelAccess) -> TextModel:
        """A model that writes, over one configured access."""
        _check_kind(provider_id, "text")
        made: TextModel = _code("providers", provider_id).Provider(access)
        return made

    def painter(self, provider_id: str, access: ModelAccess) -> Painter:
        """A model that paints, over one configured access."""
        _check_kind(provider_id, "image")
        made: Painter = _code("providers", provider_id).Provider(access)
        return made

    def speaking_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of the services that speak, by name."""
        found = [load_provider_manifest(folder) for folder in _folders("providers").values()]
        outside = [one for one in found if one.tier != "offline" and one.kind == "voice"]
        return sorted(outside, key=lambda manifest: manifest.name)

    def speaking_model(self, provider_id: str, access: ModelAccess) -> SpeakingModel:
        """A service that speaks, over one configured access."""
        _check_kind(provider_id, "voice")
        made: SpeakingModel = _code("providers", provider_id).Provider(access)
        return made

    def voice_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of the voices that speak on this machine, the usual one first."""
        found = [load_provider_manifest(folder) for folder in _folders("providers").values()]
        here = [one for one in found if one.kind == "voice" and one.tier == "offline"]
        return sorted(here, key=lambda manifest: (manifest.id != "espeak", manifest.name))

    def voice_provider(self, provider_id: str = "espeak") -> VoiceProvider:
        """Who speaks."""
        made: VoiceProvider = _provider(provider_id, "voice")
        return made

    def music_provider(self, provider_id: str = "music") -> MusicProvider:
        """Who makes beds."""
        made: MusicProvider = _provider(provider_id, "music")
        return made

    def video_provider(self, provider_id: str = "video") -> VideoProvider:
        """Who renders."""
        made: VideoProvider = _provider(provider_id, "video")
        return made

    def style_analyst(self, provider_id: str = "style_analysis") -> StyleAnalyser:
        """Who reads the style of a video."""
        made: StyleAnalyser = _provider(provider_id, "analysis")
        return made


@cache
def _provider(provider_id: str, kind: str) -> Any:
    _check_kind(provider_id, kind)
    return _code("providers", provider_id).Provider()


def _check_kind(provider_id: str, kind: str) -> None:
    manifest = load_provider_manifest(_folder("providers", provider_id))
    if manifest.kind != kind:
        raise LookupError(f"The provider {provider_id} makes {manifest.kind}, not {kind}")


@cache
def _folders(kind: str) -> dict[str, Path]:
    return {
        folder.name: folder
        for folder in sorted((ROOT / kind).iterdir())
        if any((folder / name).exists() for name in ("manifest.toml", "pack.toml"))
    }


def _folder(kind: str, name: str, further: Iterable[str] = ()) -> Path:
    known = _folders(kind)
    if name not in known:
        names = ", ".join((*known, *further))
        raise LookupError(f"There is no {name!r} here; installed are: {names}")
    return known[name]


def _code(kind: str, name: str) -> Any:
    return importlib.import_module(f"heliograph.extensions.{kind}.{name}")
