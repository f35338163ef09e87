"""Who is calling Threads, and what they may ask for."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.graph import callers
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.threads.manners import GRAPH

SCOPES = (
    "threads_basic", "threads_content_publish", "threads_manage_replies", "threads_read_replies",
    "threads_manage_insights", "threads_delete", "threads_keyword_search",
    "threads_manage_mentions", "threads_location_tagging", "threads_profile_discovery",
    "threads_share_to_instagram",
)  # fmt: skip


async def signed_in(request: Request) -> Call:
    """The caller, by a token in the query, the form or the header."""
    return await callers.signed_in(GRAPH, request)


async def my_call(request: Request) -> Call:
    """The same for paths below an account's id, which must be the caller's own."""
    return await callers.my_call(GRAPH, request)
