"""Answers whose shape is the same in every product of the Graph API."""

from __future__ import annotations

from pydantic import Field

from heliograph.sdk.calls import Wire


class Made(Wire):
    """The id of what was made."""

    id: str = Field(coerce_numbers_to_str=True)


class Cursors(Wire):
    """Where a page of a list ends."""

    after: str = ""


class Paging(Wire):
    """How to go on behind a page of a list."""

    cursors: Cursors = Cursors()


class Value(Wire):
    """One number of an insight."""

    value: int


class Insight(Wire):
    """One metric. Its number comes in one of three shapes: values by time, a total, or values by
    link."""

    name: str
    values: tuple[Value, ...] = ()
    total_value: Value | None = None
    link_total_values: tuple[Value, ...] = ()

    @property
    def number(self) -> int | None:
        """All that is told, summed up; None when nothing is told, which is not zero."""
        parts = [*self.values, *self.link_total_values]
        if self.total_value is not None:
            parts.append(self.total_value)
        return sum(part.value for part in parts) if parts else None


class Insights(Wire):
    """The metrics there are; one that is missing is not zero."""

    items: tuple[Insight, ...] = Field((), alias="data")


class Allowed(Wire):
    """How much is allowed, in how many seconds."""

    quota_total: int
    quota_duration: int
