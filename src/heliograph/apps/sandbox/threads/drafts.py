"""What a container is asked to hold, read from the parameters and checked at once."""

from __future__ import annotations

import json
from collections.abc import Mapping

from heliograph.apps.sandbox.answers import is_yes
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.manners import bad_parameter, envelope, missing
from heliograph.apps.sandbox.threads.sign_in import Call
from heliograph.apps.sandbox.threads.text import LONGEST, MOST_LINKS, length, links, topic_of

TYPES = ("TEXT", "IMAGE", "VIDEO", "CAROUSEL")
CONTROLS = (
    "everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only",
    "followers_only",
)  # fmt: skip
ALT = 1000


def read_draft(call: Call) -> dict[str, JSON]:
    """The parameters of POST /<ID>/threads; refused in Threads' own words when they will not do."""
    kind = call.text("media_type").upper()
    if kind not in TYPES:
        raise bad_parameter(f"Param media_type must be one of {{{', '.join(TYPES)}}}")
    draft: dict[str, JSON] = {
        "kind": kind, "text": call.text("text"), "link": call.text("link_attachment"),
        "is_child": is_yes(call.parameters.get("is_carousel_item")),
        "reply_to": call.text("reply_to_id"), "poll": _poll(call),
        "topic": _topic(call), "control": _control(call),
        "spoiler": is_yes(call.parameters.get("is_spoiler_media")),
    }  # fmt: skip
    _check_text(draft)
    _check_parts(call, draft)
    return draft


def _check_text(draft: Mapping[str, JSON]) -> None:
    if length(draft["text"]) > LONGEST:
        raise bad_parameter(f"Param text must be at most {LONGEST} characters long.")
    addresses = {*links(draft["text"]), *([draft["link"]] if draft["link"] else [])}
    if len(addresses) > MOST_LINKS:
        words = f"The post has more than {MOST_LINKS} links."
        raise envelope(400, "THREADS_API__LINK_LIMIT_EXCEEDED", words)


def _check_parts(call: Call, draft: Mapping[str, JSON]) -> None:
    kind = draft["kind"]
    if kind == "TEXT" and not (draft["text"] or draft["link"]):
        raise missing("text")
    if kind != "TEXT" and (draft["link"] or draft["poll"]):
        raise bad_parameter("link_attachment and poll_attachment go with TEXT only.")
    if kind == "TEXT" and draft["is_child"]:
        raise bad_parameter("A text cannot be an item of a carousel.")
    needed = {"IMAGE": "image_url", "VIDEO": "video_url", "CAROUSEL": "children"}.get(kind)
    if needed and not call.parameters.get(needed):
        raise missing(needed)
    if len(call.text("alt_text")) > ALT:
        raise bad_parameter(f"Param alt_text must be at most {ALT} characters long.")
    if call.text("allowlisted_country_codes"):
        words = "The account may not restrict countries."
        raise envelope(400, "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES", words)


def _control(call: Call) -> str:
    control = call.text("reply_control", "everyone")
    if control not in CONTROLS:
        raise bad_parameter(f"Param reply_control must be one of {{{', '.join(CONTROLS)}}}")
    return control


def _topic(call: Call) -> str:
    topic = call.text("topic_tag")
    if len(topic) > 50 or set(topic) & {".", "&"}:
        raise bad_parameter("Param topic_tag must be 1 to 50 characters without . or &")
    return topic or topic_of(call.text("text"))


def _poll(call: Call) -> list[str]:
    raw = call.parameters.get("poll_attachment")
    if not raw:
        return []
    try:
        told = json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        told = None
    names = [f"option_{letter}" for letter in "abcd"]
    if not isinstance(told, dict) or not set(told) <= set(names):
        raise bad_parameter("Param poll_attachment must hold option_a to option_d.")
    answers = [str(told[name]) for name in names if told.get(name)]
    if names[: len(answers)] != [name for name in names if told.get(name)] or len(answers) < 2:
        raise bad_parameter("Param poll_attachment needs option_a and option_b.")
    return answers
