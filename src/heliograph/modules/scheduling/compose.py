"""From a content to the text one platform gets. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.sdk.counting import count_text, shorten
from heliograph.sdk.manifest import TextRules


def compose(text: str, hashtags: Sequence[str], rules: TextRules) -> str:
    """The text and as many of its hashtags as fit, shortened at a sentence's end where needed.

    Hashtags give way before sentences do, but three stay if the platform counts that far.
    """
    tags = list(hashtags[: rules.max_hashtags] if rules.max_hashtags else hashtags)
    while len(tags) > 3 and count_text(_joined(text, tags), rules) > rules.max:
        tags.pop()
    if count_text(_joined(text, tags), rules) <= rules.max:
        return _joined(text, tags)
    room = replace_max(rules, rules.max - count_text(_joined("", tags), rules))
    return _joined(shorten(text, room), tags)


def replace_max(rules: TextRules, most: int) -> TextRules:
    """The same rules with another length."""
    return rules.model_copy(update={"max": max(most, 1)})


def _joined(text: str, tags: Sequence[str]) -> str:
    return f"{text}\n\n{' '.join(tags)}" if tags else text
