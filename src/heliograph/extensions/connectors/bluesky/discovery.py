"""From a name to who may allow the access: handle, account, data server, authorization server."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field

from heliograph.extensions.connectors.bluesky.mapping import DidDocument, Resolved
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.kit.http import Answer, HTTPClient
from heliograph.sdk.calls import Wire, ask, parse
from heliograph.sdk.errors import TryLater
from heliograph.sdk.sign_in import SignInRefused

NAME_REMEDY = "Check the handle, for example alice.bsky.social, and start again."
SERVER_REMEDY = "Connect with an app password instead."


class Resource(Wire):
    """What a data server says of itself."""

    authorities: tuple[str, ...] = Field((), alias="authorization_servers")


class Authority(Wire):
    """An authorization server and its doors."""

    issuer: str
    authorize: str = Field(alias="authorization_endpoint")
    token: str = Field(alias="token_endpoint")
    push: str = Field(alias="pushed_authorization_request_endpoint")
    revoke: str = Field("", alias="revocation_endpoint")


class Discovery:
    """Looks things up for one channel's world."""

    def __init__(self, http: HTTPClient, places: Places) -> None:
        self._http = http
        self._places = places

    async def server_of(self, hint: str) -> str:
        """The data server of the account a person named; the channel's own without a name."""
        name = hint.strip().removeprefix("@").lower()
        if not name:
            return self._places.base
        return await self.home_of(name if name.startswith("did:") else await self._did_of(name))

    async def home_of(self, did: str) -> str:
        """The data server that an account's own document names."""
        answer = await self._get(self._document_place(did))
        if not answer.ok:
            if self._places.is_stand_in:
                return self._places.base
            raise SignInRefused(f"The directory knows no account {did}.", NAME_REMEDY)
        return self._places.own_server(parse(DidDocument, answer).data_server())

    async def authority_of(self, server: str) -> Authority:
        """The authorization server that a data server trusts."""
        answer = await self._get(f"{server}/.well-known/oauth-protected-resource")
        if answer.status == 404:
            return await self.authority(server)
        resource = parse(Resource, self._good(answer, server))
        if not resource.authorities:
            raise SignInRefused(f"{server} names no authorization server.", SERVER_REMEDY)
        return await self.authority(resource.authorities[0])

    async def authority(self, issuer: str) -> Authority:
        """An authorization server's doors, by its own word."""
        place = f"{issuer.rstrip('/')}/.well-known/oauth-authorization-server"
        found = parse(Authority, self._good(await self._get(place), issuer))
        doors = (found.issuer, found.authorize, found.token, found.push)
        if found.issuer.rstrip("/") != issuer.rstrip("/"):
            raise SignInRefused(f"{issuer} calls itself {found.issuer}.", SERVER_REMEDY)
        if not self._places.is_stand_in and any(urlsplit(one).scheme != "https" for one in doors):
            raise SignInRefused(f"{issuer} asks to be reached without encryption.", SERVER_REMEDY)
        return found

    async def _did_of(self, handle: str) -> str:
        url = f"{self._places.base}/xrpc/com.atproto.identity.resolveHandle"
        answer = await ask(self._http.get(url, params={"handle": handle}))
        if answer.status == 400:
            raise SignInRefused(f"Nobody has the handle {handle}.", NAME_REMEDY)
        return parse(Resolved, self._good(answer, self._places.base)).did

    def _document_place(self, did: str) -> str:
        if did.startswith("did:web:"):
            return f"https://{did.removeprefix('did:web:')}/.well-known/did.json"
        return self._places.at("plc", f"/{did}")

    async def _get(self, url: str) -> Answer:
        return await ask(self._http.get(url, headers={"Accept": "application/json"}))

    def _good(self, answer: Answer, server: str) -> Answer:
        if answer.status >= 500 or answer.status == 429:
            raise TryLater(f"{server} answered {answer.status}.")
        if not answer.ok:
            raise SignInRefused(f"{server} offers no consent in the browser.", SERVER_REMEDY)
        return answer
