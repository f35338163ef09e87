"""How an account is connected by consent in the browser: what an extension's `SignIn` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.manifest import ConnectorManifest


class SignInRefused(Exception):
    """The person or the platform said no; the sentence says which, and how to mend it."""

    def __init__(self, detail: str, remedy: str = "Start again and allow the access.") -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy


@dataclass(frozen=True)
class AppAccess:
    """The program that asks: its keys at one platform, and where the answer shall come.

    `redirect_uri` is one address, the same to the letter in every request. For platforms that
    need no app of one's own, `client_id` and `client_secret` are empty. Some platforms know a
    program by the address of its description: `programs_url`, where it is set, is a public https
    folder in which the description of each platform's program lies under the platform's id.
    """

    base_url: str
    redirect_uri: str
    http: HTTPClient
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    programs_url: str = ""
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True)
class Question:
    """Where to send the person, and what must be remembered until the answer comes.

    `memory` may hold secrets (a verifier, a key) and is stored encrypted.
    """

    url: str
    memory: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Grant:
    """What a platform gave.

    `secrets` are stored as the channel's, by the names the manifest declares; `expires_at` and
    `refresh_expires_at`, where they are known, are among them as unix seconds. Values that are
    empty never replace a stored one.
    """

    secrets: Secrets = field(repr=False)
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One account the person may choose after consent: a page, a board, an organisation.

    `secrets` are laid over those of the grant when it is chosen.
    """

    id: str
    name: str
    kind: str
    handle: str = ""
    avatar_url: str | None = None
    secrets: Secrets = field(default_factory=dict, repr=False)


@runtime_checkable
class Described(Protocol):
    """A `SignIn` whose platform reads a description of the program that asks."""

    def description(self) -> Mapping[str, object]:
        """What lies at the program's address, as JSON: public, without any secret."""
        ...


class SignIn(Protocol):
    """The consent flow of one platform. Knows nothing of storage.

    Raises `SignInRefused` for a no, `TryLater` for a passing trouble, `ReconnectNeeded` from
    `refresh` when only a person can help.
    """

    manifest: ConnectorManifest

    async def ask(self, state: str, hint: str) -> Question:
        """Prepare the consent. `hint` is the handle or server a person named, where one did."""
        ...

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Turn the parameters of the redirect into tokens; the state was checked already."""
        ...

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """The accounts this grant opens; empty when it is the one account that consented."""
        ...

    async def refresh(self, secrets: Secrets) -> Grant:
        """Fresh tokens for those that run out, before or after they did."""
        ...

    async def revoke(self, secrets: Secrets) -> None:
        """Give the permission back; silent when it is gone or cannot be given back."""
        ...
