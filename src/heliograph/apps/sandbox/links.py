"""Where a person finds a post in the sandbox's own viewer."""

from __future__ import annotations

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.networks import network
from heliograph.apps.sandbox.posts import Post


def permalink(origin: str, account: Account, post: Post) -> str:
    """The address in the form of the post's own network."""
    return f"{origin}/{post.platform}{network(post.platform).permalink(account, post)}"
