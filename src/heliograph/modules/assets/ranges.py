"""Which part of a file a request asks for (RFC 9110, chapter 14). One range; several give all."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")


@dataclass(frozen=True)
class Span:
    """Bytes from `start`, `length` of them, of a file of `size`."""

    start: int
    length: int
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.length == self.size

    @property
    def content_range(self) -> str:
        """As the answer says it."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.size}"


class OutOfRange(Exception):
    """None of the bytes asked for exists."""


def span_of(header: str | None, size: int) -> Span:
    """What a `Range` header asks for; the whole file where there is none, or one in a form that
    may be ignored. Raises `OutOfRange`."""
    whole = Span(0, size, size)
    found = _RANGE.fullmatch(header.replace(" ", "")) if header else None
    if found is None or found[0] == "bytes=-":
        return whole
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise OutOfRange
        return Span(size - length, length, size)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return whole
    if start >= size:
        raise OutOfRange
    return Span(start, end - start + 1, size)
