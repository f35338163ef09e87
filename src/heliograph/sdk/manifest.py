"""Manifests: what an extension says of itself, readable without running its code."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Maturity = Literal["planned", "built", "proven"]


class Frozen(BaseModel):
    """A manifest part: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextRules(Frozen):
    """How long a text may be, counted the platform's way."""

    max: int
    unit: Literal["characters", "graphemes", "utf16", "bytes", "weighted", "emoji_bytes"]
    max_bytes: int | None = None
    url_counts: int | None = Field(None, description="A URL counts this much, whatever its length.")
    max_hashtags: int | None = None
    max_mentions: int | None = None
    required: bool = False


class MediaRules(Frozen):
    """Which files a post may carry, and what each must be like."""

    max_count: int
    min_count: int = 0
    mimes: tuple[str, ...]
    max_bytes: int
    min_bytes: int = 0
    min_ratio: float | None = Field(None, description="Width divided by height, at least.")
    max_ratio: float | None = None
    min_width: int | None = None
    min_height: int | None = None
    max_width: int | None = None
    max_height: int | None = None
    max_pixels: int | None = None
    max_short: int | None = Field(None, description="The shorter side, at most.")
    max_sum: int | None = Field(None, description="Width and height together, at most.")
    same_shape: bool = Field(False, description="All files of a post have one and the same ratio.")
    min_seconds: float | None = None
    max_seconds: float | None = None
    min_fps: float | None = None
    max_fps: float | None = None
    max_bit_rate: int | None = Field(None, description="Bits a second over the whole, at most.")
    video_codecs: tuple[str, ...] = ()
    audio_codecs: tuple[str, ...] = ()
    pixel_formats: tuple[str, ...] = Field((), description="How deep and fine colours may be.")
    max_audio_rate: int | None = Field(None, description="Samples a second, at most.")
    max_audio_channels: int | None = None
    streamable: bool = Field(False, description="A video says how it is laid out at its beginning.")
    max_alt: int | None = None


class KindRules(Frozen):
    """What one kind of post asks differently; what is left out is as for all kinds."""

    text: TextRules | None = None
    title: TextRules | None = None
    media: MediaRules | None = None
    animation: MediaRules | None = None
    video: MediaRules | None = None
    mixed: bool | None = None


class PollRules(Frozen):
    """Which polls the platform takes."""

    min_answers: int = 2
    max_answers: int
    max_answer: int = Field(description="Length of one answer, in the unit of the text.")
    durations: tuple[int, ...] = Field((), description="The seconds allowed; empty: any between.")
    min_seconds: int = 0
    max_seconds: int = 0


class OptionField(Frozen):
    """One thing a person may or must say about a post on this platform."""

    name: str
    label: str
    type: Literal["text", "choice", "yes_no", "number", "list"]
    kinds: tuple[str, ...] = Field((), description="The kinds of post it belongs to; empty: all.")
    choices: tuple[str, ...] = ()
    labels: dict[str, str] = Field(
        default_factory=dict, description="What choices are called whose own word says too little."
    )
    from_account: bool = Field(False, description="The choices are the account's, see `offers`.")
    required: bool = Field(False, description="Must be said by a person; there is no default.")
    default: str | int | bool | None = None
    max: int | None = Field(None, description="Longest text, largest number or most entries.")
    help: str = ""


class CoverRules(Frozen):
    """The picture that stands for a video or an article, where a person may choose it."""

    kinds: tuple[str, ...]
    file: MediaRules


class NativeSchedule(Frozen):
    """How far ahead the platform itself holds a post."""

    kinds: tuple[str, ...]
    min_seconds: int
    max_seconds: int | None = None


class Burst(Frozen):
    """How many posts in how many minutes look natural there; more are held back by the fuse."""

    posts: int = Field(10, ge=1, le=1000)
    minutes: int = Field(10, ge=1, le=1440)


class PostAddress(Frozen):
    """How a post's id is read out of the address at which people see it."""

    pattern: str = Field(description="Found in the address; its groups name what is taken from it.")
    remote_id: str = Field("{id}", description="Made of those groups and {account}.")


class SecretField(Frozen):
    """One secret a person enters to connect by hand."""

    name: str
    label: str
    secret: bool = True
    required: bool = True
    kept: bool = Field(False, description="Heliograph finds it out itself; nobody is asked.")
    help: str = ""


class OAuthRules(Frozen):
    """An authorization code flow, in the platform's own dialect. Places are `host:path`, where
    the host is one of the manifest's `hosts`."""

    authorize: str
    token: str
    revoke: str | None = None
    client_id_name: str = "client_id"
    client_auth: Literal["body", "basic"] = "body"
    pkce: Literal["none", "S256", "hex"] = "none"
    scope_separator: str = " "
    authorize_extra: dict[str, str] = Field(default_factory=dict)
    refreshes: bool = True
    refresh_ahead_seconds: int = Field(600, description="Renew when less than this is left.")
    needs_app: bool = Field(True, description="A person must enter an app's id and secret.")
    picks: str = Field("", description="What is chosen after consent: page, board, organisation.")


class SignIn(Frozen):
    """How an account is connected."""

    kind: Literal["oauth2", "app_password", "token", "webhook"]
    scopes: tuple[str, ...] = ()
    fields: tuple[SecretField, ...]
    oauth: OAuthRules | None = None
    guide: tuple[str, ...] = Field((), description="How to get the keys, step by step.")
    guide_url: str = ""


class HookRules(Frozen):
    """Calls the platform makes to us."""

    events: tuple[str, ...]
    scope: Literal["app", "channel"] = "app"
    secret: str = Field(description="The secret that signs them, by its name.")


class ConnectorManifest(Frozen):
    """`manifest.toml` of a connector."""

    id: str
    name: str
    default_base_url: str
    website: str
    kinds: tuple[str, ...]
    maturity: Maturity
    checked_on: date
    sign_in: SignIn
    hosts: dict[str, str] = Field(
        default_factory=dict, description="The real hosts; another base URL stands for all."
    )
    text: TextRules
    title: TextRules | None = None
    media: MediaRules
    animation: MediaRules | None = Field(None, description="Moving GIFs, where they differ.")
    video: MediaRules | None = None
    mixed: bool = Field(True, description="Pictures and videos in one post.")
    by_kind: dict[str, KindRules] = Field(default_factory=dict)
    poll: PollRules | None = None
    options: tuple[OptionField, ...] = ()
    steps: tuple[str, ...] = Field((), description="Later steps: reply, comment, cover, playlist.")
    comment: TextRules | None = Field(None, description="The first comment, where it differs.")
    cover: CoverRules | None = Field(None, description="A cover of one's own; none: not taken.")
    native_schedule: NativeSchedule | None = None
    post_address: PostAddress | None = None
    test_options: dict[str, str | int | bool] = Field(
        default_factory=dict, description="What keeps a test post as private as can be."
    )
    public_media: bool = Field(False, description="It fetches files from a public https address.")
    hooks: HookRules | None = None
    burst: Burst = Field(Burst(), description="Where the fuse of a channel stands at first.")
    metrics: tuple[str, ...]
    account_metrics: tuple[str, ...] = ()
    strategy: Literal[
        "record_key", "idempotency_key", "session_status", "duplicate_error", "search", "none"
    ] = Field("search", description="The one word for how an unknown outcome is settled.")
    limits: str = Field("", description="The platform's own limits, in words.")
    reconcile: str = Field(description="In words: how an unknown outcome is settled.")
    call_seconds: int = Field(30, description="Hard limit of the committing call.")
    settle_seconds: int = Field(
        5, description="How long the platform may still finish a request after we hung up."
    )
    native_key_seconds: int = Field(
        0, description="How long the platform itself honours our key; 0 when it has none."
    )

    def remote_id_in(self, url: str, account: str) -> str | None:
        """The id of the post at an address people see; `account` is the channel's own id there.
        None where the address is not that of a post."""
        if self.post_address is None:
            return None
        found = re.search(self.post_address.pattern, url)
        if found is None:
            return None
        return self.post_address.remote_id.format(account=account, **found.groupdict())

    def address(self, base_url: str, host: str, path: str) -> str:
        """A whole address: on the platform's own host, or below a base URL that replaces all."""
        base = base_url.rstrip("/")
        if base == self.default_base_url.rstrip("/"):
            base = self.hosts.get(host, base)
        return f"{base}{path}"


class SubjectProfile(Frozen):
    """One subject of a pack (a zodiac sign): fixed facts and its look."""

    id: str
    name: str
    symbol: str
    traits: tuple[str, ...]
    palette: dict[str, str]
    facts: dict[str, str]


class ContentType(Frozen):
    """A kind of content a pack can make."""

    id: str
    name: str
    description: str
    default_time: str = Field("07:00", description="Good local time of day while none is learned.")
    design: str | None = Field(None, description="The picture design that goes with it.")
    designs: tuple[str, ...] = Field((), description="Other designs that suit it.")
    languages: tuple[str, ...] = Field((), description="Where not all of the pack's languages.")
    video: str | None = Field(None, description="The style of its videos; none: it has none.")
    needs_person: bool = Field(False, description="Nothing of it goes out without a person's yes.")
    asks: tuple[OptionField, ...] = Field((), description="What is said for each piece.")
    every: Literal["day", "week", "month"] = Field(
        "day", description="How often a brand makes one: each day, or once a week or month."
    )
    weekday: int = Field(0, ge=0, le=6, description="Of a weekly one; Monday is 0.")


class PackManifest(Frozen):
    """`pack.toml` of a niche pack."""

    id: str
    name: str
    version: str
    description: str
    languages: tuple[str, ...]
    maturity: Maturity
    sources: tuple[str, ...] = Field(description="Where its facts come from, with licences.")
    types: tuple[ContentType, ...]
    first_date: date | None = Field(None, description="The earliest day its sources reach.")
    last_date: date | None = Field(None, description="The latest day its sources reach.")
    options: tuple[OptionField, ...] = Field((), description="What a brand sets once for its pack.")
    personal: bool = Field(False, description="Its facts differ by brand, not only by day.")
    needs_notes: bool = Field(
        False, description="It tells what a person enters for a piece, and nothing without that."
    )
    apart: tuple[str, ...] = Field(
        (),
        description="Packs whose posts no account has beside this one's, unless the brand's option "
        "`shares_account` says so.",
    )


class ProviderManifest(Frozen):
    """`manifest.toml` of a model or rendering provider."""

    id: str
    name: str
    kind: Literal["text", "image", "voice", "music", "video", "analysis"]
    tier: Literal["offline", "budget", "balanced", "premium"]
    maturity: Maturity
    cost_per_call: float = 0.0
    description: str = ""
    key: Literal["none", "optional", "needed"] = "none"
    default_base_url: str = ""
    addresses: dict[str, str] = Field(
        default_factory=dict, description="Services that speak the same protocol, by name."
    )
    hint: str = Field("", description="What to enter as the model, and where keys come from.")


@cache
def load_connector_manifest(folder: Path) -> ConnectorManifest:
    """Read `manifest.toml` of a connector; raises `ValidationError` when it is not valid."""
    return ConnectorManifest.model_validate(tomllib.loads((folder / "manifest.toml").read_text()))


@cache
def load_pack_manifest(folder: Path) -> PackManifest:
    """Read `pack.toml` of a pack; raises `ValidationError` when it is not valid."""
    return PackManifest.model_validate(tomllib.loads((folder / "pack.toml").read_text()))


@cache
def load_provider_manifest(folder: Path) -> ProviderManifest:
    """Read `manifest.toml` of a provider; raises `ValidationError` when it is not valid."""
    return ProviderManifest.model_validate(tomllib.loads((folder / "manifest.toml").read_text()))
