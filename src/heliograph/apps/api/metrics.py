"""Prometheus metrics of one API process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counts requests by route template, never by address, so that the series stay few."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "heliograph_requests",
            "Answered requests.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "heliograph_request_seconds",
            "Time from the first byte in to the last byte out.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._series = lru_cache(maxsize=4096)(self._find_series)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        known = method if method in _KNOWN_METHODS else "other"
        counter, histogram = self._series(known, route, status)
        counter.inc()
        histogram.observe(seconds)

    def add_gauge(self, name: str, words: str, read: Callable[[], float]) -> None:
        """Show one more number, read whenever somebody asks."""
        self.registry.register(_Read(name, words, read))

    def text(self) -> bytes:
        """All metrics as Prometheus reads them."""
        return generate_latest(self.registry)

    def _find_series(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        return (
            self._requests.labels(method, route, str(status)),
            self._seconds.labels(method, route),
        )


class _Read(Collector):
    def __init__(self, name: str, words: str, read: Callable[[], float]) -> None:
        self._name, self._words, self._read = name, words, read

    def collect(self) -> Iterable[Metric]:
        yield GaugeMetricFamily(self._name, self._words, value=self._read())
