"""Where things are: data servers are many; directory, video service and site are one each."""

from __future__ import annotations

from heliograph.sdk.manifest import ConnectorManifest

WEB = "https://bsky.app"


class Places:
    """The addresses of one channel's world.

    A server that speaks https lives on the one public network, whose other services are at their
    real hosts. Anything else is a stand-in, which answers for all of them below its own address.
    """

    def __init__(self, base_url: str, manifest: ConnectorManifest) -> None:
        self.base = base_url.rstrip("/")
        self._manifest = manifest

    @property
    def is_stand_in(self) -> bool:
        """Whether this is not the public network."""
        return not self.base.startswith("https://")

    @property
    def site(self) -> str:
        """Where people read posts. A stand-in has to show them itself."""
        return self.base if self.is_stand_in else WEB

    def at(self, host: str, path: str) -> str:
        """An address at one of the manifest's hosts."""
        return f"{self.base if self.is_stand_in else self._manifest.hosts[host]}{path}"

    def own_server(self, claimed: str | None) -> str:
        """The data server that a document names, where it may be believed.

        A stand-in's documents name public addresses that are not the one we have; and tokens never
        leave for an address without encryption.
        """
        if claimed is None or self.is_stand_in or not claimed.startswith("https://"):
            return self.base
        return claimed.rstrip("/")
