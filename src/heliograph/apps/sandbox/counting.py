"""The audience's answer to a stored post at the present pace."""

from __future__ import annotations

from functools import lru_cache

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.audience import Audience, Counts, Features
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.world import World


@lru_cache(maxsize=1000)
def audience_of(seed: int, platform: str, handle: str) -> Audience:
    """The people around an account; always the same ones."""
    return Audience(seed, platform, handle)


def counts_of(world: World, account: Account, post: Post, lag_s: float = 0.0) -> Counts:
    """The post's numbers now, or as they were `lag_s` seconds ago."""
    audience = audience_of(world.seed, account.platform, account.handle)
    elapsed = world.clock.seconds() - lag_s - post.created_at
    return audience.counts(_features(post), elapsed * world.settings.pace)


def followers_of(world: World, account: Account) -> int:
    """How many follow the account now."""
    audience = audience_of(world.seed, account.platform, account.handle)
    age = world.clock.seconds() - account.created_at
    return audience.followers(age * world.settings.pace)


def _features(post: Post) -> Features:
    kinds = [str(item.get("mime", "")) for item in post.media]
    return Features(
        key=f"{post.ordinal}:{post.text_hash()}",
        text=post.text,
        has_picture=any(kind.startswith("image/") for kind in kinds),
        has_video=any(kind.startswith("video/") for kind in kinds),
        posted_at=moment(post.created_at),
    )
