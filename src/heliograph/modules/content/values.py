"""Plans, facts and drafts to and from stored JSON. Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import orjson

from heliograph.sdk.packs import Fact, Plan, Theme
from heliograph.sdk.text import Draft

JSON = dict[str, Any]


def to_json(value: Any) -> JSON:
    """A dataclass as plain JSON values."""
    # Ids come from the driver as a kind of UUID of its own.
    plain: JSON = orjson.loads(orjson.dumps(asdict(value), default=str))
    return plain


def fingerprint(value: Any) -> str:
    """The same for equal JSON values, whatever the order of their keys."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()


def fact_from(stored: JSON) -> Fact:
    """A fact from stored JSON."""
    return Fact(**stored)


def plan_from(stored: JSON) -> Plan:
    """A plan from stored JSON."""
    return Plan(
        **(
            stored
            | {
                "date": date.fromisoformat(stored["date"]),
                "facts": tuple(fact_from(one) for one in stored["facts"]),
                "themes": tuple(Theme(**one) for one in stored["themes"]),
            }
        )
    )


def draft_from(stored: JSON) -> Draft:
    """A draft from stored JSON."""
    named = ("hashtags", "used_templates", "cards")
    tuples = {name: tuple(stored[name]) for name in named if name in stored}
    return Draft(**(stored | tuples))


def plan_of(content: Mapping[str, Any]) -> Plan:
    """The plan that a content was made from."""
    return plan_from(content["plan"])


def draft_of(content: Mapping[str, Any]) -> Draft:
    """A content's words as they stand now."""
    names = ("text", "hook", "title", "call_to_action", "alt_text", "card_text")
    return Draft(
        **{name: content[name] for name in names},
        hashtags=tuple(content["hashtags"]),
        used_templates=tuple(content["used_templates"]),
    )
