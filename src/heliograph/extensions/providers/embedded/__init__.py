"""Text without a model: plans, chooses and renders sentences from a pack's templates."""

from heliograph.extensions.providers.embedded.errors import GrammarBroken, NothingFits
from heliograph.extensions.providers.embedded.provider import EmbeddedText

Provider = EmbeddedText

__all__ = ["EmbeddedText", "GrammarBroken", "NothingFits", "Provider"]
