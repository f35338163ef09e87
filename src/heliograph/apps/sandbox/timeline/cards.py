"""What a template needs to draw one post, and one network's column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from markupsafe import Markup
from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, all_accounts
from heliograph.apps.sandbox.answers import iso_milliseconds
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.faults import Programme
from heliograph.apps.sandbox.links import permalink
from heliograph.apps.sandbox.networks import PLATFORMS, network
from heliograph.apps.sandbox.posts import Post, Wanted, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.timeline.markup import direction_of, folded, marked_up
from heliograph.apps.sandbox.timeline.words import short_age
from heliograph.apps.sandbox.world import world_of

LONGEST = 60


@dataclass(frozen=True)
class Card:
    """One post with everything around it."""

    post: Post
    account: Account
    followers: int
    avatar: str
    link: str
    age: str
    made_at: str
    text: Markup
    fold: Markup | None
    pictures: tuple[dict[str, JSON], ...]
    counts: Counts
    link_card: dict[str, str] | None
    direction: str


@dataclass(frozen=True)
class Column:
    """One network's feed."""

    platform: str
    cards: tuple[Card, ...]
    total: int
    trouble: tuple[str, ...]

    @property
    def title(self) -> str:
        """The network's name."""
        return network(self.platform).title


async def columns(request: Request, now_word: str) -> list[Column]:
    """The columns asked for: one network, or all; one account's posts, or everybody's."""
    world, query = world_of(request), request.query_params
    wanted = query.get("platform", "")
    platforms = [wanted] if wanted in PLATFORMS else list(PLATFORMS)
    handle, now = query.get("account", ""), world.clock.seconds()

    def read(db: Connection) -> dict[str, tuple[list[Post], int, dict[str, Account]]]:
        for name in platforms:
            network(name).settle(db, now)
        return {name: _read_column(db, name, handle) for name in platforms}

    found = await world.store.write(read)
    return [
        Column(
            name,
            tuple(card_of(request, people[post.account_id], post, now_word) for post in posts),
            total,
            _trouble(world.faults.programme(name)),
        )
        for name, (posts, total, people) in found.items()
    ]


def card_of(request: Request, account: Account, post: Post, now_word: str) -> Card:
    """One post, drawn for its network."""
    world = world_of(request)
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return Card(
        post=post,
        account=account,
        followers=followers_of(world, account),
        avatar=f"/avatar/{account.platform}/{account.handle}.svg",
        link=permalink(origin, account, post),
        age=short_age(world.clock.seconds() - post.created_at, now_word),
        made_at=iso_milliseconds(post.created_at),
        text=marked_up(post),
        fold=folded(post),
        pictures=tuple(item for item in post.media if item.get("role") != "thumb"),
        counts=counts_of(world, account, post),
        link_card=_link_card(post),
        direction=direction_of(post.text),
    )


def _read_column(
    db: Connection, platform: str, handle: str
) -> tuple[list[Post], int, dict[str, Account]]:
    people = {account.id: account for account in all_accounts(db, platform)}
    chosen = next((one for one in people.values() if handle in (one.handle, one.id)), None)
    if handle and chosen is None:
        return [], 0, people
    asked = Wanted(platform, chosen.id if chosen else None, limit=LONGEST)
    total = db.execute(
        "select count(*) from posts where platform = ? and (? is null or account_id = ?)",
        (platform, asked.account_id, asked.account_id),
    ).fetchone()[0]
    return list_posts(db, asked), int(total), people


def _link_card(post: Post) -> dict[str, str] | None:
    record = post.extra.get("record")
    embed = record.get("embed") if isinstance(record, dict) else None
    if not isinstance(embed, dict) or embed.get("$type") != "app.bsky.embed.external":
        return None
    thumb = next((str(item["file"]) for item in post.media if item.get("role") == "thumb"), "")
    card = {name: str(embed["external"][name]) for name in ("uri", "title", "description")}
    return {**card, "thumb": thumb}


def _trouble(programme: Programme) -> tuple[str, ...]:
    """The faults that are switched on, in a few words each."""
    quiet = Programme()
    shown: Sequence[str] = [
        field.name
        for field in fields(Programme)
        if field.name not in ("only", "seed", "processing_s")
        and getattr(programme, field.name) != getattr(quiet, field.name)
    ]
    return tuple(_worded(name, getattr(programme, name)) for name in shown)


def _worded(name: str, value: JSON) -> str:
    words = name.replace("_", " ")
    if isinstance(value, (bool, tuple)):
        return words
    if name.endswith("_ms"):
        return f"{words.removesuffix(' ms')} {value} ms"
    if name.endswith("_s"):
        return f"{words.removesuffix(' s')} {value:g} s"
    return f"{words} {value:.0%}"
