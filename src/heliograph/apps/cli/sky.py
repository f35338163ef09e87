"""Facts of days without a database: each year's events are computed once and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from heliograph.apps.cli.failures import BadInput
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.settings import load_settings
from heliograph.sdk.packs import (
    Brief,
    DateOutOfRange,
    Event,
    Fact,
    NothingToSay,
    Pack,
    UnknownSubject,
)

MARGIN = timedelta(days=10)
"""What a pack wants to know before and after a day."""


class Sky:
    """What is true on which day, for one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._years: dict[int, Sequence[Event]] = {}

    def facts(self, brief: Brief) -> Sequence[Fact]:
        """What is true on a local day, the weightiest first; raises `DateOutOfRange`."""
        _check(self._pack, brief.day)
        noon = datetime.combine(brief.day, time(12), UTC)
        since, until = noon - MARGIN, noon + MARGIN
        found = [
            event
            for year in range(since.year, until.year + 1)
            for event in self._events(year)
            if since <= event.at < until
        ]
        return self._pack.facts(brief, found)

    def _events(self, year: int) -> Sequence[Event]:
        first, last = self._pack.manifest.first_date, self._pack.manifest.last_date
        if (first and year < first.year) or (last and year > last.year):
            return ()
        if year not in self._years:
            self._years[year] = self._pack.events(year)
        return self._years[year]


def pack_of(name: str) -> Pack:
    """An installed pack."""
    try:
        settings = load_settings()
        return InstalledExtensions(settings.home / "packs", settings.data_folders).pack(name)
    except LookupError as error:
        raise BadInput(str(error.args[0]), "Use one of those.") from error


@contextmanager
def pack_refusals() -> Iterator[None]:
    """Turn what a pack says of bad input, which names the remedy itself, into `BadInput`."""
    try:
        yield
    except (UnknownSubject, DateOutOfRange, NothingToSay) as error:
        raise BadInput(str(error)) from error


def _check(pack: Pack, day: date) -> None:
    first, last = pack.manifest.first_date, pack.manifest.last_date
    if (first and day < first) or (last and day > last):
        raise DateOutOfRange(
            f"{day} is outside what {pack.manifest.name} can compute. "
            f"Choose a date from {first} to {last}."
        )
