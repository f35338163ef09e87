"""Programs that ask for permission: their id is an address, and what lies there describes them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

LOOPBACK = ("127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Client:
    """A program, as its metadata describes it."""

    id: str
    name: str
    redirect_uris: tuple[str, ...]
    scopes: frozenset[str]

    def may_return_to(self, address: str) -> bool:
        """Registered to the letter; on loopback any port will do (RFC 8252)."""
        if address in self.redirect_uris:
            return True
        return _is_loopback(address) and any(
            _is_loopback(known) and _without_port(known) == _without_port(address)
            for known in self.redirect_uris
        )


async def find_client(world: World, client_id: str) -> Client:
    """The program of that id; fetched from its address, or read from a developer's id."""
    if client_id == "http://localhost" or client_id.startswith(
        ("http://localhost?", "http://localhost/?")
    ):
        return _developer(client_id)
    place = urlsplit(client_id)
    if place.scheme != "https" and not _is_loopback(client_id):
        raise refuse("invalid_client_metadata", "The client_id must be an https address")
    try:
        answer = await world.http.get(client_id, headers={"Accept": "application/json"})
    except HTTPTrouble as trouble:
        raise refuse("invalid_client_metadata", "Failed to fetch the client metadata") from trouble
    told = answer.json()
    if not answer.ok or not isinstance(told, dict) or told.get("client_id") != client_id:
        raise refuse("invalid_client_metadata", "The metadata's client_id is another one")
    if told.get("dpop_bound_access_tokens") is not True:
        raise refuse("invalid_client_metadata", '"dpop_bound_access_tokens" must be true')
    if told.get("token_endpoint_auth_method") != "none":
        raise refuse("invalid_client_metadata", "Only public clients are known here")
    return Client(
        client_id, str(told.get("client_name") or client_id),
        tuple(str(one) for one in told.get("redirect_uris") or ()),
        frozenset(str(told.get("scope") or "").split()),
    )  # fmt: skip


def refuse(error: str, description: str) -> Refusal:
    """The authorization server's error body."""
    return Refusal(400, {"error": error, "error_description": description})


def _developer(client_id: str) -> Client:
    place = urlsplit(client_id)
    query = parse_qs(place.query)
    if place.path not in {"", "/"} or set(query) - {"redirect_uri", "scope"}:
        raise refuse("invalid_client_metadata", "Invalid loopback client ID")
    redirects = tuple(query.get("redirect_uri") or [f"http://{host}/" for host in LOOPBACK])
    if not all(_is_loopback(one) for one in redirects):
        raise refuse("invalid_redirect_uri", "A loopback client returns to 127.0.0.1 or [::1]")
    scopes = frozenset(" ".join(query.get("scope") or ["atproto"]).split())
    return Client(client_id, "Loopback client", redirects, scopes)


def _is_loopback(address: str) -> bool:
    return urlsplit(address).scheme == "http" and urlsplit(address).hostname in {"127.0.0.1", "::1"}


def _without_port(address: str) -> tuple[str | None, str, str]:
    place = urlsplit(address)
    return place.hostname, place.path or "/", place.query
