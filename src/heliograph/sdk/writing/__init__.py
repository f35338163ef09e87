"""Writing with a model: the question, the answer, and what must never be in it."""

from heliograph.sdk.writing.answer import ANSWER_SCHEMA, Words, draft_of, problems_of, words_of
from heliograph.sdk.writing.model import Composed, TextModel
from heliograph.sdk.writing.prompt import Prompt, PromptBroken, background_prompt, prompt_for
from heliograph.sdk.writing.request import Ask, Voice, ask_for, between_marks

__all__ = [
    "ANSWER_SCHEMA",
    "Ask",
    "Composed",
    "Prompt",
    "PromptBroken",
    "TextModel",
    "Voice",
    "Words",
    "ask_for",
    "background_prompt",
    "between_marks",
    "draft_of",
    "problems_of",
    "prompt_for",
    "words_of",
]
