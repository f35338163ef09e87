"""Every setting of an instance in one typed tree.

Read from the environment (`HELIOGRAPH_PORT`, `HELIOGRAPH_DELIVERY__ATTEMPTS`) and from
`settings.toml` in the instance's home; the environment wins. `docs/reference/settings.md` is
generated from the descriptions here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

LOOPBACK = ("127.0.0.0/8", "::1/128")


def default_home() -> Path:
    """Where an instance keeps its data when nobody says otherwise.

    As root `/var/lib/heliograph`, because the embedded database runs under an ordinary account
    that must be able to reach it; else a folder in the user's data directory.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/heliograph")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "heliograph"
    base = os.getenv("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "heliograph"


class DatabaseSettings(BaseModel):
    """The pool of connections to PostgreSQL."""

    pool_size: int = Field(10, ge=2, description="Connections one process keeps open.")
    max_overflow: int = Field(
        0,
        description="Further connections one process may open. Each serves one use and is closed "
        "again, which costs more than waiting for a kept one.",
    )
    lock_timeout_ms: int = Field(5000, description="How long a migration waits for a lock.")
    account: str = Field(
        "",
        description="As root: the ordinary account the embedded server runs under; empty takes "
        "`heliograph` if there is one, else `nobody`.",
    )


class DeliverySettings(BaseModel):
    """Publishing attempts and their limits."""

    attempts: int = Field(5, description="How many times a delivery is tried before it rests.")
    lease_seconds: int = Field(
        90, description="How long one attempt owns its post; longer than any committing call."
    )
    first_delay_seconds: float = Field(5.0, description="Wait before the second attempt.")
    max_delay_seconds: float = Field(900.0, description="Longest wait between two attempts.")
    sweep_seconds: float = Field(
        5.0, description="How often overdue and abandoned posts are sought."
    )
    unreachable_seconds: float = Field(
        30.0,
        description="A platform that cannot be reached is tried once in this time, then less "
        "often, whatever waits for it.",
    )
    crashes: int = Field(20, description="A post whose worker died this often is set aside.")
    look_before_resend: bool = Field(
        True,
        description="Look on the platform before any resend. Off only in the negative control.",
    )
    fault_point: str = Field("", description="Test only: die by SIGKILL at this step, once.")


class WorkerSettings(BaseModel):
    """Worker processes under `heliograph up`."""

    publishing: int = Field(1, description="Worker processes of the queue `publishing`.")
    studio: int = Field(1, description="Worker processes of all other queues.")
    heartbeat_seconds: float = Field(
        20.0, description="A worker silent for this long is taken for dead."
    )
    batch_size: int = Field(50, description="Jobs fetched at once.")
    max_concurrent: int = Field(200, description="Jobs of one worker running at once.")
    poll_seconds: float = Field(1.0, description="How often a worker looks for due jobs.")


class UploadSettings(BaseModel):
    """Files that people bring."""

    max_bytes: int = Field(
        4_000_000_000, description="Largest video that is taken; pictures: 200 MB at most."
    )
    workspace_bytes: int = Field(
        100_000_000_000,
        description="Room of one workspace for its files, their versions and uploads on their "
        "way; renditions do not count. 0: no limit.",
    )
    part_bytes: int = Field(
        8_000_000,
        description="An upload that can go on after a break is stored in pieces of this size; "
        "what is lost by a crash, and held in memory, is one piece at most.",
    )
    keep_hours: float = Field(
        24.0, description="A half upload is forgotten this long after its last piece."
    )
    fetch_bytes: int = Field(500_000_000, description="Largest file fetched from an address.")
    fetch_seconds: float = Field(120.0, description="Longest time one fetch may take.")
    fetch_networks: tuple[str, ...] = Field(
        (),
        description="Private networks from which files may be fetched by address, as CIDR; none "
        "unless you name them.",
    )
    own_work: bool = Field(
        True,
        description="A file that a person uploads without a word on its licence is recorded as "
        "their own work; off: as unknown, which no post passes with.",
    )
    keep_days: float = Field(
        30.0, description="Renditions nobody used and files in the trash are kept this long."
    )
    bucket_links: bool = Field(
        False,
        description="With files in a bucket: send readers there by links signed for an hour, "
        "instead of passing the bytes through the API.",
    )


class HTTPSettings(BaseModel):
    """Outgoing HTTP."""

    connect_seconds: float = Field(5.0, description="Limit for opening a connection.")
    total_seconds: float = Field(60.0, description="Limit for one whole request.")
    private_networks: tuple[str, ...] = Field(
        LOOPBACK,
        description="Private networks that connectors and model providers may reach (the sandbox "
        "and Ollama are on loopback). "
        "Set to an empty list on a server.",
    )


class SecuritySettings(BaseModel):
    """Sign-in, tokens and limits."""

    access_token_minutes: int = Field(60, description="Life of an access token.")
    refresh_token_days: int = Field(7, description="Life of a refresh token.")
    requests_per_hour: int = Field(
        1000, description="Requests one person or key may make per hour."
    )
    browser_requests_per_hour: int = Field(
        20000, description="The same for signed-in dashboard sessions, which poll and page."
    )
    cors_origins: tuple[str, ...] = Field((), description="Origins that may call the API.")
    secure_cookies: bool = Field(
        False, description="Send cookies over HTTPS only. Turn on behind TLS."
    )


class ProviderSettings(BaseModel):
    """Model providers: language models and painters that a workspace configures."""

    chain_seconds: float = Field(
        240.0,
        description="Longest time one text or picture may take over all its providers; then the "
        "built-in one makes it.",
    )
    failures: int = Field(3, description="A provider that fails this often in a row rests.")
    rest_seconds: float = Field(
        60.0, description="Its first rest; each further one is twice as long, an hour at most."
    )
    cache_days: int = Field(
        30, description="How long an answer is kept for the very same question; 0 keeps none."
    )
    models_folder: Path | None = Field(
        None,
        description="Where diffusion models of this machine lie; empty takes `models` under home.",
    )


class EmbeddingSettings(BaseModel):
    """How texts are compared by meaning."""

    model: Path | None = Field(
        None,
        description="Folder with `model.onnx` and `tokenizer.json` of a sentence model with 384 "
        "numbers a text (needs `heliograph[embeddings]`); empty does without a model.",
    )


class SandboxSettings(BaseModel):
    """The local stand-in for the networks."""

    enabled: bool = Field(True, description="Start the sandbox with `heliograph up`.")
    port: int = Field(0, description="Its port; 0 takes the instance's port plus one.")
    pace: float = Field(60.0, description="Seconds of audience time per real second.")


class Settings(BaseSettings):
    """All settings of one instance."""

    model_config = SettingsConfigDict(
        env_prefix="HELIOGRAPH_", env_nested_delimiter="__", extra="ignore"
    )

    home: Path = Field(default_factory=default_home, description="All data of the instance.")
    host: str = Field("127.0.0.1", description="Address the API listens on.")
    port: int = Field(8000, description="Port of the API and the dashboard.")
    public_url: str = Field(
        "", description="Address at which platforms can fetch media; default http://host:port."
    )
    database_url: str = Field("", description="Another PostgreSQL; empty starts the embedded one.")
    storage_url: str = Field("", description="`s3://bucket/prefix`; empty keeps files under home.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least important log line that is written."
    )
    first_run_demo: bool = Field(
        True, description="Fill a new instance with twelve zodiac brands and sandbox channels."
    )
    root_key: str = Field(
        "",
        repr=False,
        description="Root keys of the secrets, base64, the newest first, separated by commas; "
        "empty keeps them in the folder `keys` of the home.",
    )
    connectors: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="What a platform has changed since this version, by platform and name: "
        "`HELIOGRAPH_CONNECTORS__LINKEDIN__LINKEDIN_VERSION=202611`. Each connector's README names "
        "what it reads.",
    )
    data_folders: tuple[Path, ...] = Field(
        (Path("../shared/data"),),
        description="Further places where packs look for data, such as the Qur'an's text; "
        "a relative one counts from the folder Heliograph was started in.",
    )
    token: str = Field(
        "", repr=False, description="API key with which the command line drives an instance."
    )
    url: str = Field(
        "",
        description="Address of the instance that the command line drives with the token; "
        "default http://host:port.",
    )
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    delivery: DeliverySettings = Field(default_factory=DeliverySettings)
    worker: WorkerSettings = Field(default_factory=WorkerSettings)
    uploads: UploadSettings = Field(default_factory=UploadSettings)
    http: HTTPSettings = Field(default_factory=HTTPSettings)
    providers: ProviderSettings = Field(default_factory=ProviderSettings)
    security: SecuritySettings = Field(default_factory=SecuritySettings)
    sandbox: SandboxSettings = Field(default_factory=SandboxSettings)
    embeddings: EmbeddingSettings = Field(default_factory=EmbeddingSettings)

    @property
    def base_url(self) -> str:
        """The address of the API as this machine reaches it."""
        return f"http://{self.host}:{self.port}"

    @property
    def media_url(self) -> str:
        """The address under which a platform fetches media."""
        return (self.public_url or self.base_url).rstrip("/")

    @property
    def sandbox_url(self) -> str:
        """The address of the sandbox server."""
        return f"http://127.0.0.1:{self.sandbox.port or self.port + 1}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then `settings.toml` in the home."""
        home = Path(os.getenv("HELIOGRAPH_HOME") or default_home())
        file = TomlConfigSettingsSource(settings_cls, home / "settings.toml")
        return init_settings, env_settings, file


def load_settings(**given: object) -> Settings:
    """Read the settings of this process; raises `pydantic.ValidationError` naming a bad one."""
    return Settings(**given)  # type: ignore[arg-type]  # reason: names are checked by pydantic
