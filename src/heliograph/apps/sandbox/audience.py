"""An audience that answers posts over time: the same for the same seed, account and post.

A pure model. Each account has followers, favourite hours and a taste; each post gets views that
rise quickly and then saturate, and from the views come likes, replies, shares and saves.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist

from heliograph.apps.sandbox.networks import network

HOURS = 168
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Features:
    """What of a post the audience reacts to."""

    key: str
    text: str
    has_picture: bool
    has_video: bool
    posted_at: datetime


@dataclass(frozen=True)
class Counts:
    """The numbers of one post at one moment."""

    views: int = 0
    reach: int = 0
    likes: int = 0
    replies: int = 0
    reblogs: int = 0
    quotes: int = 0
    saves: int = 0
    follows: int = 0
    visits: int = 0


class Audience:
    """The people around one account."""

    def __init__(self, seed: int, platform: str, handle: str) -> None:
        self._name = f"{seed}:{platform}:{handle}"
        self._rates = network(platform).rates
        self.first_followers = round(5000 * math.exp(0.9 * abs(self._normal("followers"))))
        self.peaks = (7 + 3 * self._unit("morning"), 18 + 4 * self._unit("evening"))
        self.weekend = 0.75 + 0.6 * self._unit("weekend")
        self.tastes = {
            name: math.exp(width * self._normal(name))
            for name, width in (("picture", 0.1), ("question", 0.1), ("length", 0.2))
        }

    def followers(self, age_s: float) -> int:
        """Followers after some audience time: slow growth that levels off near the double."""
        return round(self.first_followers * (2 - math.exp(-age_s / (180 * 86400))))

    def hour_weight(self, hour_of_week: int) -> float:
        """How awake the audience is in an hour of the week (Monday 00:00 UTC is 0); mean near 1."""
        day, hour = divmod(hour_of_week % HOURS, 24)
        wave = sum(
            math.exp(-(_around(hour + 0.5 - peak) ** 2) / (2 * spread**2)) * height
            for peak, spread, height in zip(self.peaks, (2.0, 2.6), (1.1, 1.5), strict=True)
        )
        return (0.5 + wave) * (self.weekend if day >= 5 else 1.0)

    def counts(self, post: Features, elapsed_s: float) -> Counts:
        """The post's numbers after some audience time."""
        if elapsed_s <= 0:
            return Counts()
        reach = self.first_followers * 0.16 * self.appeal(post)
        half = 3600 * (2 + 3 * self._unit("speed", post.key))
        views = reach * 1.3 * _rise(elapsed_s, half)
        warmth = math.exp(0.25 * self._normal("warmth", post.key))
        rates = self._rates

        def of_views(share: float, lag: float) -> int:
            return int(reach * 1.3 * share * warmth * _rise(elapsed_s, half * lag))

        asks = 2.2 if _asks(post.text) else 1.0
        return Counts(
            views=int(views), reach=int(reach * _rise(elapsed_s, half)),
            likes=of_views(rates.likes, 1.05), replies=of_views(rates.replies * asks, 1.5),
            reblogs=of_views(rates.reblogs, 1.2), quotes=of_views(rates.quotes, 1.8),
            saves=of_views(rates.saves, 1.3), follows=of_views(0.002, 2.0),
            visits=of_views(0.02, 1.2),
        )  # fmt: skip

    def appeal(self, post: Features) -> float:
        """How much more or less than usual this post draws: hour, form, words and luck."""
        hour_of_week = post.posted_at.weekday() * 24 + post.posted_at.hour
        form = 1.45 * self.tastes["picture"] if post.has_picture else 1.0
        if post.has_video:
            form *= 1.3
        question = 1.18 * self.tastes["question"] if _asks(post.text[:120]) else 1.0
        luck = math.exp(0.3 * self._normal("luck", post.key))
        hour = self.hour_weight(hour_of_week)
        return hour * form * question * self._length(post.text) * _hashtags(post.text) * luck

    def _length(self, text: str) -> float:
        best = 190 * self.tastes["length"]
        distance = math.log(max(len(text), 1) / best)
        return 0.7 + 0.5 * math.exp(-(distance**2) / 0.9)

    def _unit(self, *parts: str) -> float:
        digest = hashlib.sha256("|".join((self._name, *parts)).encode()).digest()
        return (int.from_bytes(digest[:8]) + 1) / (2**64 + 2)

    def _normal(self, *parts: str) -> float:
        return max(-2.5, min(2.5, _NORMAL.inv_cdf(self._unit(*parts))))


def _rise(elapsed_s: float, half_s: float) -> float:
    """From 0 to 1: steep at first, then levelling off."""
    return 1 - math.exp(-math.log(2) * (elapsed_s / half_s) ** 0.75)


def _around(hours: float) -> float:
    """The distance between two hours on a clock of 24."""
    return (hours + 12) % 24 - 12


def _asks(text: str) -> bool:
    return "?" in text or "؟" in text


def _hashtags(text: str) -> float:
    count = sum(1 for word in text.split() if word.startswith("#") and len(word) > 1)
    return 1 + 0.05 * min(count, 5) - 0.03 * min(max(0, count - 8), 20)
