"""Which networks the sandbox speaks: one folder each, found by its `network.py`.

A network's folder exports `NETWORK`. Everything that differs from network to network hangs on it,
so that nothing else in the sandbox has to know their names.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from heliograph.apps.sandbox.store import Connection

if TYPE_CHECKING:
    from markupsafe import Markup

    from heliograph.apps.sandbox.accounts import Account
    from heliograph.apps.sandbox.answers import Refusal
    from heliograph.apps.sandbox.posts import Post

ORDER = (
    "mastodon", "bluesky", "instagram", "facebook", "threads", "x", "tiktok", "youtube",
    "linkedin", "pinterest", "reddit", "telegram", "discord", "wordpress",
)  # fmt: skip
_HERE = Path(__file__).parent
PLATFORMS = tuple(name for name in ORDER if (_HERE / name / "network.py").exists())


@dataclass(frozen=True)
class Call:
    """One request as far as its kind can be told from it. Header names are lower case."""

    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, str]


class Manners(Protocol):
    """How one platform classifies calls and words its refusals."""

    name: str

    def kind_of(self, call: Call) -> str:
        """Which kind of call this is: publish, upload, edit, delete, read, auth."""
        ...

    def trouble(self, name: str, now: float) -> Refusal:
        """The platform's own words for error_500, error_503, rate_limited, refused and
        token_expired."""
        ...

    def not_found(self) -> Refusal:
        """The answer to a path that the platform does not have."""
        ...


@runtime_checkable
class Particular(Protocol):
    """Manners that know their refusals by name, so that a script can ask for any one of them."""

    def refusal(self, which: str) -> Refusal:
        """The refusal of that name; one of the platform's kind when it knows no such name."""
        ...


@runtime_checkable
class Remembering(Protocol):
    """Manners that know a repeat by its key: a platform never refuses what it has done already."""

    def is_repeat(self, call: Call, db: Connection) -> bool:
        """Whether this call was carried out before."""
        ...


@dataclass(frozen=True)
class Rates:
    """Shares of views, near what small accounts see on a network."""

    likes: float
    replies: float
    reblogs: float
    quotes: float
    saves: float


@dataclass(frozen=True)
class NewAccount:
    """An account about to be made, or to get new secrets after a revocation."""

    id: str
    handle: str
    name: str
    now: float


def _nothing(db: Connection, account_id: str, now: float) -> None:
    return


def _all_settled(db: Connection, now: float) -> None:
    return


@dataclass(frozen=True)
class Network:
    """One network.

    `secrets` makes what a channel is connected by, and stores its tokens. `permalink` gives the
    path of a post below the network's prefix, in the network's own form; `permalinks` are the
    viewer's routes for them, with the prefix. `settle` publishes what the network itself has been
    holding until now; `end_access` is called when a person withdraws every permission.
    `marked_up` and `folded` draw a text as the network does, where it has ways of its own.
    """

    name: str
    title: str
    manners: Manners
    rates: Rates
    routes: Callable[[], list[BaseRoute]]
    permalinks: Callable[[], list[BaseRoute]]
    permalink: Callable[[Account, Post], str]
    tidy: Callable[[str], str]
    account_id: Callable[[str], str]
    secrets: Callable[[Connection, NewAccount], dict[str, str]]
    end_access: Callable[[Connection, str, float], None] = _nothing
    settle: Callable[[Connection, float], None] = _all_settled
    marked_up: Callable[[Post], Markup] | None = None
    folded: Callable[[Post], Markup | None] | None = None


@cache
def network(name: str) -> Network:
    """A network by its name, which is one of `PLATFORMS`."""
    found: Network = importlib.import_module(f"{__package__}.{name}.network").NETWORK
    return found


def networks() -> Sequence[Network]:
    """All networks in the order of the viewer."""
    return [network(name) for name in PLATFORMS]
