"""Text on the screen: where it stands, how large, in what colours, and how it comes and goes."""

from heliograph.extensions.providers.style_analysis.lettering.kinds import texts_of
from heliograph.extensions.providers.style_analysis.lettering.watching import TextWatch

__all__ = ["TextWatch", "texts_of"]
