"""Where a person finds a post in the sandbox's own viewer."""

from __future__ import annotations

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.numbers import shortcode
from heliograph.apps.sandbox.posts import Post


def permalink(origin: str, account: Account, post: Post) -> str:
    """The address in the form of the post's own network."""
    if post.platform == "mastodon":
        return f"{origin}/mastodon/@{account.handle}/{post.id}"
    if post.platform == "bluesky":
        return f"{origin}/bluesky/profile/{account.handle}/post/{post.key}"
    path = "reel" if post.extra.get("product") == "REELS" else "p"
    return f"{origin}/instagram/{path}/{shortcode(post.id)}/"
