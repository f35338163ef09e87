"""Every call of Bluesky that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.bluesky import blobs, feed, repo, sessions

_QUERIES = {
    "com.atproto.server.describeServer": sessions.describe,
    "com.atproto.server.getSession": sessions.show,
    "com.atproto.repo.getRecord": repo.get_record,
    "com.atproto.repo.listRecords": repo.list_records,
    "com.atproto.repo.describeRepo": repo.describe_repo,
    "com.atproto.identity.resolveHandle": feed.resolve_handle,
    "app.bsky.feed.getPosts": feed.get_posts,
    "app.bsky.feed.getAuthorFeed": feed.get_author_feed,
    "app.bsky.actor.getProfile": feed.get_profile,
}
_PROCEDURES = {
    "com.atproto.server.createSession": sessions.create,
    "com.atproto.server.refreshSession": sessions.refresh,
    "com.atproto.server.deleteSession": sessions.delete,
    "com.atproto.repo.uploadBlob": blobs.upload,
    "com.atproto.repo.createRecord": repo.create_record,
    "com.atproto.repo.putRecord": repo.put_record,
    "com.atproto.repo.deleteRecord": repo.delete_record,
}


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    queries = [Route(f"/xrpc/{name}", answer) for name, answer in _QUERIES.items()]
    procedures = [
        Route(f"/xrpc/{name}", answer, methods=["POST"]) for name, answer in _PROCEDURES.items()
    ]
    return [*queries, *procedures]
