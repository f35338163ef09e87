"""What a provider's settings must be like, told so that a person can mend them. Pure functions."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from heliograph.modules.providers.errors import ProviderInvalid
from heliograph.modules.providers.values import TIERS
from heliograph.sdk.generating import KeyRefused, header_key
from heliograph.sdk.manifest import ProviderManifest

_LONGEST_URL = 2000


def check_url(base_url: str, *, has_key: bool) -> None:
    """A plain address of a server; a key travels unencrypted to no machine but one's own.

    Whether the address may be reached at all is decided when a connection is made, by what its
    name resolves to then.
    """
    place = _split(base_url)
    if place.scheme not in ("http", "https") or not place.hostname or len(base_url) > _LONGEST_URL:
        raise ProviderInvalid(
            "The base URL must begin with https:// or http://", pointer="/base_url"
        )
    if place.username or place.password:
        raise ProviderInvalid("The base URL must not hold a name or password", pointer="/base_url")
    if place.query or place.fragment:
        raise ProviderInvalid("The base URL must end with its path", pointer="/base_url")
    if has_key and place.scheme == "http" and not is_near(base_url):
        raise ProviderInvalid(
            "The key would travel unencrypted: use https, or a server of your own network",
            pointer="/base_url",
        )


def check_key(manifest: ProviderManifest, key: str) -> None:
    """A key where the service needs one, and none that cannot be a key."""
    if not key:
        if manifest.key == "needed":
            raise ProviderInvalid(f"{manifest.name} needs a key", pointer="/key")
        return
    if manifest.key == "none":
        raise ProviderInvalid(f"{manifest.name} takes no key", pointer="/key")
    try:
        header_key(key)
    except KeyRefused as error:
        raise ProviderInvalid("The key has characters that no key has", pointer="/key") from error


def check_tier(tier: str) -> None:
    """A tier that a configured provider can be in."""
    if tier not in TIERS[1:]:
        raise ProviderInvalid(f"A provider is in one of: {', '.join(TIERS[1:])}", pointer="/tier")


def is_near(base_url: str) -> bool:
    """Whether the address names this machine or its own network, where nobody sends a bill."""
    host = (_split(base_url).hostname or "").rstrip(".")
    has_plain_name = "." not in host and ":" not in host
    if not base_url or has_plain_name:
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host.endswith((".local", ".internal", ".lan"))


def host_of(base_url: str) -> str:
    """Scheme, host and port: where a key goes."""
    place = _split(base_url)
    return f"{place.scheme}://{place.netloc}".lower()


def _split(base_url: str) -> SplitResult:
    try:
        place = urlsplit(base_url)
        _ = place.port
    except ValueError as error:
        raise _wrong("The base URL cannot be read") from error
    return place


def _wrong(words: str) -> ProviderInvalid:
    return ProviderInvalid(words, pointer="/base_url")
