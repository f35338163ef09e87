"""Every call of Bluesky that the sandbox knows."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.bluesky import blobs, feed, oauth, repo, sessions, videos

_QUERIES = {
    "com.atproto.server.describeServer": sessions.describe,
    "com.atproto.server.getSession": sessions.show,
    "com.atproto.server.getServiceAuth": videos.get_service_auth,
    "app.bsky.video.getUploadLimits": videos.get_upload_limits,
    "app.bsky.video.getJobStatus": videos.get_job_status,
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
    "app.bsky.video.uploadVideo": videos.upload_video,
    "com.atproto.repo.uploadBlob": blobs.upload,
    "com.atproto.repo.createRecord": repo.create_record,
    "com.atproto.repo.putRecord": repo.put_record,
    "com.atproto.repo.deleteRecord": repo.delete_record,
}
_SIGN_IN = [
    Route("/.well-known/oauth-protected-resource", oauth.resource_metadata),
    Route("/.well-known/oauth-authorization-server", oauth.server_metadata),
    Route("/oauth/par", oauth.push, methods=["POST"]),
    Route("/oauth/authorize", oauth.authorize, methods=["GET", "POST"]),
    Route("/oauth/token", oauth.token, methods=["POST"]),
    Route("/oauth/revoke", oauth.revoke, methods=["POST"]),
    Route("/oauth/jwks", oauth.jwks),
    Route("/did:plc:{name}", sessions.did_document),
]


def routes() -> list[BaseRoute]:
    """In the order in which they are tried."""
    queries = [Route(f"/xrpc/{name}", answer) for name, answer in _QUERIES.items()]
    procedures = [
        Route(f"/xrpc/{name}", answer, methods=["POST"]) for name, answer in _PROCEDURES.items()
    ]
    return [*queries, *procedures, *_SIGN_IN]
