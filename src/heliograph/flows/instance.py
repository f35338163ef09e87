"""Puts an instance together: one object that every app takes its services from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.database import Database
from heliograph.kit.embeddings import Embedder, open_embedder
from heliograph.kit.http import HTTPClient, HTTPLimits
from heliograph.kit.jobs import JobQueue
from heliograph.kit.pools import BlockingPool
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import Settings
from heliograph.kit.storage import Storage
from heliograph.modules.analytics import NumbersTools
from heliograph.modules.assets import AssetTools
from heliograph.modules.brands import BrandTools
from heliograph.modules.channels import ChannelTools
from heliograph.modules.content import ContentTools, policy_problems
from heliograph.modules.providers import ProviderTools, files_kept
from heliograph.modules.publishing import (
    Circuits,
    DeliveryService,
    DeliveryTools,
    HistoryService,
    Presence,
    TestPosts,
)
from heliograph.modules.scheduling import SchedulingTools
from heliograph.modules.templates import TemplateTools
from heliograph.modules.videos import VideoTools
from heliograph.modules.videos import files_kept as video_files_kept

LONGEST_MODEL_CALL = 600.0
MOST_MODEL_BYTES = 60_000_000


@dataclass
class Instance:
    """Everything one process works with. What is not used is never made.

    `processes` are for blocking work; 0 does it in threads, for calls that live briefly.
    """

    settings: Settings
    database: Database
    processes: int = 1

    @cached_property
    def clock(self) -> Clock:
        """The machine's time."""
        return SystemClock()

    @cached_property
    def vault(self) -> Vault:
        """Secrets at rest."""
        return Vault(self.settings.home / "keys", self.settings.root_key)

    @cached_property
    def storage(self) -> Storage:
        """Files."""
        return Storage(self.settings.home / "media", self.settings.storage_url)

    @cached_property
    def http(self) -> HTTPClient:
        """Outgoing HTTP of connectors."""
        http = self.settings.http
        limits = HTTPLimits(connect_seconds=http.connect_seconds, total_seconds=http.total_seconds)
        return HTTPClient(limits, http.private_networks)

    @cached_property
    def model_http(self) -> HTTPClient:
        """Outgoing HTTP of model providers, whose calls take minutes and bring their own limits."""
        http = self.settings.http
        limits = HTTPLimits(
            connect_seconds=http.connect_seconds,
            read_seconds=LONGEST_MODEL_CALL,
            total_seconds=LONGEST_MODEL_CALL,
            read_retries=0,
            max_answer_bytes=MOST_MODEL_BYTES,
        )
        return HTTPClient(limits, http.private_networks)

    @cached_property
    def fetching(self) -> HTTPClient:
        """Outgoing HTTP to addresses that people give: public ones, whatever connectors may."""
        uploads = self.settings.uploads
        limits = HTTPLimits(
            connect_seconds=self.settings.http.connect_seconds,
            total_seconds=uploads.fetch_seconds,
            max_connections=20,
        )
        return HTTPClient(limits, uploads.fetch_networks)

    @cached_property
    def embedder(self) -> Embedder:
        """Texts as vectors, the same for all searches."""
        return open_embedder(self.settings.embeddings.model)

    @cached_property
    def catalogue(self) -> InstalledExtensions:
        """Extensions."""
        return InstalledExtensions(self.settings.home / "packs", self.settings.data_folders)

    @cached_property
    def queue(self) -> JobQueue:
        """Jobs."""
        return JobQueue()

    @cached_property
    def pool(self) -> BlockingPool:
        """Processes for blocking work."""
        return BlockingPool(self.processes)

    @cached_property
    def planning(self) -> BlockingPool:
        """A process for what packs compute of a piece; it never waits behind a picture."""
        return BlockingPool(self.processes)

    @cached_property
    def presence(self) -> Presence:
        """This process among the workers."""
        return Presence(self.database.url)

    @cached_property
    def delivering(self) -> DeliveryTools:
        """What all deliveries of this process share."""
        limits = self.settings.delivery
        circuits = Circuits(limits.unreachable_seconds)
        return DeliveryTools(self.presence, circuits, limits, self.videos)

    @cached_property
    def brands(self) -> BrandTools:
        """Makes brands services."""
        return BrandTools(self.catalogue, self.clock, policy_problems)

    @cached_property
    def channels(self) -> ChannelTools:
        """Makes channels services."""
        return ChannelTools(
            self.catalogue,
            self.vault,
            self.http,
            self.clock,
            self.settings.sandbox_url,
            public_url=self.settings.media_url,
            has_sandbox=self.settings.sandbox.enabled,
            settings=self.settings.connectors,
        )

    @cached_property
    def assets(self) -> AssetTools:
        """Makes assets services."""
        key = self.vault.derive("media addresses")
        return AssetTools(
            self.storage,
            self.clock,
            self.settings.media_url,
            key,
            self.pool,
            self.settings.uploads,
            self.queue,
            self.fetching,
            self.embedder,
            owners=(files_kept, video_files_kept),
        )

    @cached_property
    def providers(self) -> ProviderTools:
        """Makes providers services."""
        limits = self.settings.providers
        return ProviderTools(
            self.catalogue,
            self.vault,
            lambda: self.model_http,
            self.storage,
            self.clock,
            limits,
            limits.models_folder or self.settings.home / "models",
        )

    @cached_property
    def templates(self) -> TemplateTools:
        """Makes templates services."""
        return TemplateTools(self.brands, self.catalogue, self.clock)

    @cached_property
    def content(self) -> ContentTools:
        """Makes content services."""
        return ContentTools(
            self.brands,
            self.assets,
            self.catalogue,
            self.queue,
            self.pool,
            self.planning,
            self.clock,
            self.providers,
            self.embedder,
        )

    @cached_property
    def rendering(self) -> BlockingPool:
        """Processes for renders, which take minutes and must not hold up other work."""
        return BlockingPool(self.processes)

    @cached_property
    def videos(self) -> VideoTools:
        """Makes videos services."""
        return VideoTools(
            self.brands,
            self.assets,
            self.providers,
            self.catalogue,
            self.storage,
            self.queue,
            self.rendering,
            self.clock,
            self.settings.home / "videos",
        )

    @cached_property
    def scheduling(self) -> SchedulingTools:
        """Makes scheduling services."""
        return SchedulingTools(self.channels, self.assets, self.queue, self.clock)

    @cached_property
    def numbers(self) -> NumbersTools:
        """Makes analytics services."""
        return NumbersTools(self.channels, self.scheduling, self.queue, self.clock)

    def delivery(self, workspace_id: UUID) -> DeliveryService:
        """Publishing for one workspace, with a unit of work of its own."""
        work = self.database.work(workspace_id)
        return DeliveryService(
            work,
            self.channels.service(work),
            self.assets.service(work),
            self.queue,
            self.delivering,
        )

    def history(self, workspace_id: UUID) -> HistoryService:
        """Histories of one workspace's posts."""
        work = self.database.work(workspace_id)
        return HistoryService(work, self.channels.service(work), self.scheduling.service(work))

    def tests(self, workspace_id: UUID) -> TestPosts:
        """Test posts of one workspace."""
        work = self.database.work(workspace_id)
        return TestPosts(
            work,
            self.channels.service(work),
            self.scheduling.service(work),
            self.assets.service(work),
        )

    def offers(self) -> tuple[object, ...]:
        """What routes of the modules ask for."""
        return (
            self.brands,
            self.channels,
            self.assets,
            self.providers,
            self.templates,
            self.content,
            self.videos,
            self.scheduling,
            self.numbers,
        )

    async def close(self) -> None:
        """Let go of everything that was opened; the database stays the caller's."""
        self.pool.close()
        if "planning" in vars(self):
            self.planning.close()
        if "rendering" in vars(self):
            self.rendering.close()
        await self.presence.leave()
        await self.http.close()
        if "fetching" in vars(self):
            await self.fetching.close()
        if "model_http" in vars(self):
            await self.model_http.close()
