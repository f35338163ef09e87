"""What comes back from a model: untrusted text that is parsed, cleaned and judged before use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from heliograph.sdk.generating import AnswerUnusable, Usage
from heliograph.sdk.lines import sentences
from heliograph.sdk.text import Draft
from heliograph.sdk.writing.quoting import ARABIC
from heliograph.sdk.writing.request import Ask

MOST_HASHTAGS = 10
MOST_CARD_WORDS = 30
_TEXT = {"type": "string"}
ANSWER_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "title": _TEXT,
        "hook": _TEXT,
        "text": _TEXT,
        "hashtags": {"type": "array", "items": _TEXT},
        "call_to_action": {"type": ["string", "null"]},
        "alt_text": _TEXT,
        "card_text": _TEXT,
    },
    "required": [
        "title",
        "hook",
        "text",
        "hashtags",
        "call_to_action",
        "alt_text",
        "card_text",
    ],
}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINK = re.compile(r"https?://|www\.\w|\b[\w-]+\.(?:com|org|net|io|ly|me)/", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\[\[|\]\]|<<(?:data|end) |\{\{")
_VOWELLED = re.compile("\\S*[\u064b-\u0652\u0670\u06d6-\u06ed]\\S*")
_SCRIPTURE = re.compile("[\ufd3e\ufd3f\u06dd]")
_MOST_VOWELLED = 3
"""A word or two carry a vowel mark to be told apart; a row of them is recitation."""


class Words(BaseModel):
    """The answer of a model in our shape, cleaned; its values stay out of error messages."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    title: str = Field(min_length=1, max_length=300)
    hook: str = Field(min_length=1, max_length=600)
    text: str = Field(min_length=1, max_length=20_000)
    hashtags: tuple[str, ...] = Field((), max_length=60)
    call_to_action: str | None = Field(None, max_length=600)
    alt_text: str = Field("", max_length=2000)
    card_text: str = Field("", max_length=1000)


def words_of(answer: str | dict[str, Any], usage: Usage) -> Words:
    """A model's answer in our shape; raises `AnswerUnusable`, which never repeats the answer."""
    value = _opened(answer, usage) if isinstance(answer, str) else answer
    try:
        return Words.model_validate(_cleaned(value))
    except ValidationError as error:
        wrong = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors()})
        named = ", ".join(one or "the whole" for one in wrong)
        raise AnswerUnusable(f"The answer has another form than asked for: {named}.", usage) from (
            error
        )


def problems_of(words: Words, ask: Ask) -> list[str]:
    """What the answer breaks that a model must never break, as sentences it can act on."""
    brief = ask.brief
    text = words.text
    beside = (words.call_to_action or "", words.alt_text, words.card_text)
    everything = "\n".join((words.title, words.hook, text, *words.hashtags, *beside))
    filled = ask.quotations.filled(text)
    found = []
    if brief.max_characters is not None and len(filled) > brief.max_characters:
        found.append(f"The text has {len(filled)} characters; {brief.max_characters} are allowed.")
    used = [word for word in brief.forbidden if _holds(everything, word)]
    if used:
        found.append(f"It uses forbidden words: {', '.join(used)}.")
    if _LINK.search(everything):
        found.append("It has a link; links are not yours to add.")
    if _LEFT_OVER.search(ask.quotations.filled(everything)):
        found.append("It has a mark that stands for nothing.")
    return found + _arabic(everything, brief.plan.language)


def draft_of(words: Words, ask: Ask) -> Draft:
    """The draft, with every quotation put in from its source."""
    fill = ask.quotations.filled
    return Draft(
        text=fill(words.text),
        hook=fill(words.hook),
        title=fill(words.title),
        hashtags=_hashtags(words.hashtags),
        call_to_action=fill(words.call_to_action) if words.call_to_action else None,
        alt_text=fill(words.alt_text or words.hook),
        card_text=fill(_card(words)),
        used_templates=(),
    )


def _opened(answer: str, usage: Usage) -> Any:
    """The one JSON object in an answer; models put fences and remarks around it."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        value = orjson.loads(answer[start : end + 1]) if 0 <= start < end else None
    except orjson.JSONDecodeError as error:
        raise AnswerUnusable("The answer is no readable JSON.", usage) from error
    if not isinstance(value, dict):
        raise AnswerUnusable("The answer is no JSON object.", usage)
    return value


def _cleaned(value: Any) -> Any:
    """Texts without what nobody sees: control characters and changes of direction."""
    if isinstance(value, str):
        return _UNSEEN.sub("", value).strip()
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    return value


def _arabic(text: str, language: str) -> list[str]:
    if language != "ar":
        return ["It has Arabic in it; use the marks."] if ARABIC.search(text) else []
    if _SCRIPTURE.search(text) or len(_VOWELLED.findall(text)) >= _MOST_VOWELLED:
        return ["It words scripture or prayer itself; use the marks."]
    return []


def _hashtags(given: Sequence[str]) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for one in given:
        bare = re.sub(r"[^\w]", "", one)
        if bare and not bare.isdigit():
            tags.setdefault(bare.lower(), f"#{bare}")
    return tuple(tags.values())[:MOST_HASHTAGS]


def _card(words: Words) -> str:
    """At most thirty words for the picture: whole sentences where one fits."""
    given = words.card_text or words.hook
    if len(given.split()) <= MOST_CARD_WORDS:
        return given
    kept: list[str] = []
    for sentence in sentences(given):
        if len(" ".join((*kept, sentence)).split()) > MOST_CARD_WORDS:
            break
        kept.append(sentence)
    if kept:
        return " ".join(kept)
    return " ".join(given.split()[: MOST_CARD_WORDS - 1]) + " …"


def _holds(text: str, phrase: str) -> bool:
    pattern = rf"(?<!\w){re.escape(phrase.strip())}(?!\w)"
    return bool(phrase.strip()) and re.search(pattern, text, re.IGNORECASE) is not None
