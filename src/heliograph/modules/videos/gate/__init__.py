"""The gate of videos: what a finished file must be like before it may go out."""

from heliograph.modules.videos.gate.judging import Judged, Reference, judge, judge_foreign

__all__ = ["Judged", "Reference", "judge", "judge_foreign"]
