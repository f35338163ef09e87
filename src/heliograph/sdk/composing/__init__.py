"""From a storyboard to a timeline: lines are spoken, pictures drawn, scenes given their time."""

from heliograph.sdk.composing.crew import Crew, Wishes
from heliograph.sdk.composing.making import compose
from heliograph.sdk.composing.narrating import narrate

__all__ = ["Crew", "Wishes", "compose", "narrate"]
