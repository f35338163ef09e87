"""What is installed: how modules reach extensions without importing any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from heliograph.sdk.connectors import ChannelAccess, Connector
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.hooks import Hooks
from heliograph.sdk.manifest import ConnectorManifest, ProviderManifest
from heliograph.sdk.music import MusicProvider
from heliograph.sdk.packs import Pack
from heliograph.sdk.painting import Painter
from heliograph.sdk.pictures import PictureProvider
from heliograph.sdk.sign_in import AppAccess, SignIn
from heliograph.sdk.style import StyleAnalyser
from heliograph.sdk.text import TextProvider
from heliograph.sdk.video import VideoProvider
from heliograph.sdk.voice import SpeakingModel, VoiceProvider
from heliograph.sdk.writing import TextModel


class Catalogue(Protocol):
    """Extensions by id. An unknown id raises `LookupError` with a message that names the known
    ones; code of an extension is imported only when it is opened."""

    def connectors(self) -> Sequence[ConnectorManifest]:
        """The manifests of all connectors, by name."""
        ...

    def connector_manifest(self, platform: str) -> ConnectorManifest:
        """What one connector says of itself."""
        ...

    def open_connector(self, platform: str, access: ChannelAccess) -> Connector:
        """A connector for one account."""
        ...

    def sign_in(self, platform: str, app: AppAccess) -> SignIn | None:
        """The consent flow of a platform; None where an account is connected by hand only."""
        ...

    def hooks(self, platform: str) -> Hooks | None:
        """Who reads the calls of a platform; None where it makes none."""
        ...

    def packs(self) -> Sequence[Pack]:
        """All packs, by name."""
        ...

    def pack(self, pack_id: str) -> Pack:
        """One pack."""
        ...

    def text_provider(self, provider_id: str = "embedded") -> TextProvider:
        """Who writes."""
        ...

    def picture_provider(self, provider_id: str = "canvas") -> PictureProvider:
        """Who draws."""
        ...

    def model_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of all providers that a workspace can configure, by name."""
        ...

    def text_model(self, provider_id: str, access: ModelAccess) -> TextModel:
        """A model that writes, over one configured access."""
        ...

    def painter(self, provider_id: str, access: ModelAccess) -> Painter:
        """A model that paints, over one configured access."""
        ...

    def speaking_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of the services that speak, by name."""
        ...

    def speaking_model(self, provider_id: str, access: ModelAccess) -> SpeakingModel:
        """A service that speaks, over one configured access."""
        ...

    def voice_providers(self) -> Sequence[ProviderManifest]:
        """The manifests of the voices that speak on this machine, the usual one first."""
        ...

    def voice_provider(self, provider_id: str = "espeak") -> VoiceProvider:
        """Who speaks."""
        ...

    def music_provider(self, provider_id: str = "music") -> MusicProvider:
        """Who makes beds."""
        ...

    def video_provider(self, provider_id: str = "video") -> VideoProvider:
        """Who renders."""
        ...

    def style_analyst(self, provider_id: str = "style_analysis") -> StyleAnalyser:
        """Who reads the style of a video."""
        ...
