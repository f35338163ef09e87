"""How Threads words its refusals, and which of its calls an audience sees."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.manners import GraphManners
from heliograph.apps.sandbox.graph.product import Product
from heliograph.apps.sandbox.networks import Call

GRAPH = Product("threads", error_type="THApiException", throttled=613)
MEDIA_NOT_FOUND = 4279009
LINK_LIMIT = "THREADS_API__LINK_LIMIT_EXCEEDED"
COUNTRIES = "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES"


def no_container() -> Refusal:
    """The container is unknown, used up or not ready: Threads says the same of all three."""
    words = "The requested resource does not exist: the media could not be found."
    return GRAPH.envelope(400, 24, words, subcode=MEDIA_NOT_FOUND)


class ThreadsManners(GraphManners):
    """See `gate.Manners`."""

    name = GRAPH.name
    product = GRAPH
    committing = ("/threads_publish", "/repost")

    def kind_of(self, call: Call) -> str:
        one_step = call.query.get("auto_publish_text", "").lower() in {"true", "1"}
        return "publish" if one_step else super().kind_of(call)

    def refused(self) -> Refusal:
        return GRAPH.bad_parameter("Param text must be at most 500 characters long.")
