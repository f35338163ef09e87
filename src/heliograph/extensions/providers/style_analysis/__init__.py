"""The manner of a reference video, measured."""

from heliograph.extensions.providers.style_analysis.provider import StyleAnalysis

Provider = StyleAnalysis

__all__ = ["Provider", "StyleAnalysis"]
