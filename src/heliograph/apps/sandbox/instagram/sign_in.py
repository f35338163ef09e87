"""Who is calling Instagram, and what each scope of its two flavours permits."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.graph import callers
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.instagram.manners import GRAPH

# The first name is that of Instagram Login, the second that of Facebook Login.
BASIC = ("instagram_business_basic", "instagram_basic")
PUBLISH = ("instagram_business_content_publish", "instagram_content_publish")
INSIGHTS = ("instagram_business_manage_insights", "instagram_manage_insights")
COMMENTS = ("instagram_business_manage_comments", "instagram_manage_comments")
# Deleting is offered by Facebook Login alone.
CONTENTS = ("instagram_manage_contents",)
SCOPES = (
    *BASIC, *PUBLISH, *INSIGHTS, *COMMENTS, *CONTENTS, "pages_show_list", "pages_read_engagement",
    "business_management", "ads_management", "ads_read",
)  # fmt: skip


async def signed_in(request: Request) -> Call:
    """The caller, by a token in the query, the form or the header."""
    return await callers.signed_in(GRAPH, request)


async def my_call(request: Request) -> Call:
    """The same for paths below an account's id, which must be the caller's own."""
    return await callers.my_call(GRAPH, request)
