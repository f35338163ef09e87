"""What a container is asked to hold, read from the parameters and checked at once."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.attachments import (
    country_codes,
    entities_of,
    gif_of,
    long_text_of,
    poll_of,
)
from heliograph.apps.sandbox.threads.manners import GRAPH, LINK_LIMIT
from heliograph.apps.sandbox.threads.text import LONGEST, MOST_LINKS, length, links, topic_of

TYPES = ("TEXT", "IMAGE", "VIDEO", "CAROUSEL")
CONTROLS = (
    "everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only",
    "followers_only",
)  # fmt: skip
ALT = 1000
# What only texts may carry.
_OF_TEXTS = ("link", "poll", "gif", "long_text", "ghost")


def read_draft(call: Call) -> dict[str, JSON]:
    """The parameters of POST /<ID>/threads; refused in Threads' own words when they will not do."""
    kind = call.text("media_type").upper()
    if kind not in TYPES:
        raise GRAPH.bad_parameter(f"Param media_type must be one of {{{', '.join(TYPES)}}}")
    draft: dict[str, JSON] = {
        "kind": kind, "text": call.text("text"), "link": call.text("link_attachment"),
        "is_child": call.is_yes("is_carousel_item"), "reply_to": call.text("reply_to_id"),
        "quotes": call.text("quote_post_id"), "poll": poll_of(call), "gif": gif_of(call),
        "long_text": long_text_of(call), "ghost": call.is_yes("is_ghost_post"),
        "topic": _topic(call), "control": _control(call), "countries": country_codes(call),
        "entities": entities_of(call), "spoiler": call.is_yes("is_spoiler_media"),
        "approvals": call.is_yes("enable_reply_approvals"), "location": _location(call),
        "to_instagram": call.is_yes("crossreshare_to_ig"),
    }  # fmt: skip
    if draft["to_instagram"]:
        call.needs("threads_share_to_instagram")
    _check_text(draft)
    _check_parts(call, draft)
    return draft


def _check_text(draft: Mapping[str, JSON]) -> None:
    if length(draft["text"]) > LONGEST:
        raise GRAPH.bad_parameter(f"Param text must be at most {LONGEST} characters long.")
    addresses = {*links(draft["text"]), *([draft["link"]] if draft["link"] else [])}
    if len(addresses) > MOST_LINKS:
        words = f"The post has more than {MOST_LINKS} links."
        raise GRAPH.envelope(400, LINK_LIMIT, words)


def _check_parts(call: Call, draft: Mapping[str, JSON]) -> None:
    kind = draft["kind"]
    if kind == "TEXT":
        _check_text_post(draft)
    elif any(draft[name] for name in _OF_TEXTS):
        raise GRAPH.bad_parameter("Links, polls, GIFs, attached texts and ghosts are of TEXT only.")
    needed = {"IMAGE": "image_url", "VIDEO": "video_url", "CAROUSEL": "children"}.get(kind)
    if needed and not call.parameters.get(needed):
        raise GRAPH.missing(needed)
    if len(call.text("alt_text")) > ALT:
        raise GRAPH.bad_parameter(f"Param alt_text must be at most {ALT} characters long.")


def _check_text_post(draft: Mapping[str, JSON]) -> None:
    if not (draft["text"] or draft["link"] or draft["gif"] or draft["quotes"]):
        raise GRAPH.missing("text")
    if draft["is_child"]:
        raise GRAPH.bad_parameter("A text cannot be an item of a carousel.")
    if draft["spoiler"]:
        raise GRAPH.bad_parameter("is_spoiler_media goes with media only.")
    if draft["ghost"] and draft["reply_to"]:
        raise GRAPH.bad_parameter("A ghost post cannot be a reply.")


def _control(call: Call) -> str:
    control = call.text("reply_control", "everyone")
    if control not in CONTROLS:
        raise GRAPH.bad_parameter(f"Param reply_control must be one of {{{', '.join(CONTROLS)}}}")
    return control


def _topic(call: Call) -> str:
    topic = call.text("topic_tag")
    if len(topic) > 50 or set(topic) & {".", "&"}:
        raise GRAPH.bad_parameter("Param topic_tag must be 1 to 50 characters without . or &")
    return topic or topic_of(call.text("text"))


def _location(call: Call) -> str:
    place = call.text("location_id")
    if place:
        call.needs("threads_location_tagging")
    if place and not place.isdigit():
        raise GRAPH.bad_parameter("Param location_id must be an id of the location search.")
    return place
