"""Rate buckets: how many calls each caller has left, and a switch that empties them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """So many calls (or points) in so many seconds."""

    name: str
    limit: int
    seconds: int


@dataclass(frozen=True)
class Standing:
    """One caller's place in one bucket after a call."""

    rule: Rule
    limit: int
    remaining: int
    resets_at: float
    exceeded: bool

    @property
    def used_percent(self) -> int:
        """How much of the bucket is gone."""
        return min(100, round(100 * (1 - self.remaining / max(1, self.limit))))


@dataclass
class _Bucket:
    used: int
    resets_at: float


class Rates:
    """Fixed windows in memory. `scale` widens every limit alike, so that a benchmark or a kill
    storm on one account is not stopped by limits that real posting never meets."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}
        self._exhausted: dict[tuple[str, str], float] = {}

    def take(self, platform: str, who: str, rule: Rule, now: float, cost: int = 1) -> Standing:
        """Spend from a bucket, unless it is empty."""
        limit = max(1, round(rule.limit * self.scale))
        until = max(
            self._exhausted.get((platform, who), 0.0), self._exhausted.get((platform, ""), 0.0)
        )
        if until > now:
            return Standing(rule, limit, 0, until, exceeded=True)
        bucket = self._buckets.get((platform, who, rule.name))
        if bucket is None or bucket.resets_at <= now:
            bucket = _Bucket(0, now + rule.seconds)
            self._buckets[platform, who, rule.name] = bucket
        if bucket.used + cost > limit:
            return Standing(rule, limit, 0, bucket.resets_at, exceeded=True)
        bucket.used += cost
        return Standing(rule, limit, limit - bucket.used, bucket.resets_at, exceeded=False)

    def exhaust(self, platform: str, who: str, until: float) -> None:
        """Empty every bucket of one caller, or of all when `who` is empty."""
        self._exhausted[platform, who] = until

    def refill(self, platform: str) -> None:
        """Undo `exhaust` for a platform and start its buckets anew."""
        for key in [key for key in self._exhausted if key[0] == platform]:
            del self._exhausted[key]
        for bucket in [key for key in self._buckets if key[0] == platform]:
            del self._buckets[bucket]
