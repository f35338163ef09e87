"""Parameters of Threads that come as JSON or as lists."""

from __future__ import annotations

import json
import re

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.manners import COUNTRIES, GRAPH

GIF_PROVIDERS = ("TENOR", "GIPHY")
LONGEST_ATTACHMENT = 10_000


def poll_of(call: Call) -> list[str]:
    """The answers of a poll."""
    told = _object(call, "poll_attachment")
    if told is None:
        return []
    names = [f"option_{letter}" for letter in "abcd"]
    if not set(told) <= set(names):
        raise GRAPH.bad_parameter("Param poll_attachment must hold option_a to option_d.")
    answers = [str(told[name]) for name in names if told.get(name)]
    if names[: len(answers)] != [name for name in names if told.get(name)] or len(answers) < 2:
        raise GRAPH.bad_parameter("Param poll_attachment needs option_a and option_b.")
    return answers


def gif_of(call: Call) -> str:
    """The GIF's provider and id."""
    told = _object(call, "gif_attachment")
    if told is None:
        return ""
    if not told.get("gif_id") or told.get("provider") not in GIF_PROVIDERS:
        words = f"Param gif_attachment needs gif_id and provider: {', '.join(GIF_PROVIDERS)}."
        raise GRAPH.bad_parameter(words)
    return f"{told['provider']}:{told['gif_id']}"


def long_text_of(call: Call) -> str:
    """The text that opens below a post."""
    told = _object(call, "text_attachment")
    if told is None:
        return ""
    plain = told.get("plaintext")
    if not isinstance(plain, str) or not 1 <= len(plain) <= LONGEST_ATTACHMENT:
        words = f"Param text_attachment needs plaintext of 1 to {LONGEST_ATTACHMENT} characters."
        raise GRAPH.bad_parameter(words)
    return plain


def entities_of(call: Call) -> list[JSON]:
    """Stretches of the text that are hidden until they are touched."""
    raw = call.parameters.get("text_entities")
    if not raw:
        return []
    told = _parsed(raw)
    end = len(call.text("text"))
    if not isinstance(told, list) or not all(_is_stretch(one, end) for one in told):
        raise GRAPH.bad_parameter("Param text_entities needs entity_type, offset and length.")
    return told


def country_codes(call: Call) -> list[str]:
    """The countries whose people may see the post."""
    raw = call.parameters.get("allowlisted_country_codes") or []
    parts = raw if isinstance(raw, list) else str(raw).split(",")
    codes = [str(part).strip() for part in parts if str(part).strip()]
    if not all(re.fullmatch("[A-Z]{2}", code) for code in codes):
        raise GRAPH.envelope(400, COUNTRIES, "A country code is not valid.")
    return codes


def _is_stretch(one: JSON, end: int) -> bool:
    if not isinstance(one, dict) or one.get("entity_type") != "SPOILER":
        return False
    start, count = one.get("offset"), one.get("length")
    return isinstance(start, int) and isinstance(count, int) and 0 <= start < start + count <= end


def _object(call: Call, name: str) -> dict[str, JSON] | None:
    raw = call.parameters.get(name)
    if not raw:
        return None
    told = _parsed(raw)
    if not isinstance(told, dict):
        raise GRAPH.bad_parameter(f"Param {name} must be a JSON object.")
    return told


def _parsed(raw: JSON) -> JSON:
    try:
        return json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        return None
