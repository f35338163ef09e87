"""From a content to the text one platform gets. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heliograph.sdk.adapting import Adaptation
from heliograph.sdk.counting import HASHTAG, URL, count_text, fits, shorten
from heliograph.sdk.manifest import TextRules
from heliograph.sdk.problems import plural

LEAST_TAGS = 3


@dataclass(frozen=True)
class Composed:
    """A text as it goes out, and what was left out of it."""

    text: str
    adaptations: tuple[Adaptation, ...] = ()


def compose(text: str, hashtags: Sequence[str], rules: TextRules) -> str:
    """The text and as many of its hashtags as fit, shortened at a sentence's end where needed.

    Hashtags give way before sentences do, but three stay if the platform counts that far. A
    hashtag that the text holds already is not said twice.
    """
    return composed("", text, hashtags, rules).text


def composed(name: str, text: str, hashtags: Sequence[str], rules: TextRules) -> Composed:
    """The same, with what was changed and why; `name` is the platform's."""
    said = [tag.casefold() for tag in HASHTAG.findall(URL.sub(" ", text))]
    wanted = [tag for tag in dict.fromkeys(hashtags) if tag.casefold() not in said]
    tags = wanted[: _places(rules, len(said))]
    while len(tags) > LEAST_TAGS and not fits(_joined(text, tags), rules):
        tags.pop()
    kept = text
    if not fits(_joined(text, tags), rules):
        kept = shorten(text, _without(rules, _joined("", tags)))
    told = (*_told_of_tags(name, rules, len(wanted), len(tags)), *_told(name, rules, text, kept))
    return Composed(_joined(kept, tags), told)


def _places(rules: TextRules, said: int) -> int | None:
    """How many more hashtags the platform takes; None where it does not count them."""
    return None if rules.max_hashtags is None else max(rules.max_hashtags - said, 0)


def _without(rules: TextRules, ending: str) -> TextRules:
    """The same rules with the room that an ending leaves."""
    most = max(rules.max - count_text(ending, rules), 1)
    size = rules.max_bytes and max(rules.max_bytes - len(ending.encode()), 1)
    return rules.model_copy(update={"max": most, "max_bytes": size})


def _told_of_tags(name: str, rules: TextRules, wanted: int, kept: int) -> Iterator[Adaptation]:
    if kept < wanted:
        what = f"{plural(wanted - kept, 'hashtag')} of {wanted} left out"
        most = f"{rules.max} {rules.unit}"
        if rules.max_hashtags is not None and rules.max_hashtags <= wanted:
            most = plural(rules.max_hashtags, "hashtag")
        yield Adaptation("text", what, f"{name} takes {most}")


def _told(name: str, rules: TextRules, text: str, kept: str) -> Iterator[Adaptation]:
    if kept != text:
        before, after = count_text(text, rules), count_text(kept, rules)
        place = "in the middle of a sentence" if kept.endswith("…") else "at the end of a sentence"
        what = f"Shortened from {before} to {after} {rules.unit}, {place}"
        yield Adaptation("text", what, f"{name} takes {rules.max} {rules.unit}")


def _joined(text: str, tags: Sequence[str]) -> str:
    return f"{text}\n\n{' '.join(tags)}" if tags else text
