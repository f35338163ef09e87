"""What every cleaner does: bytes in, bytes out, little held back."""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod

from heliograph.modules.assets.errors import FileTooLarge
from heliograph.modules.assets.limits import MAX_PIXELS

MOST_FRAMES = 3_000
MOST_ANIMATED_PIXELS = 3_000_000_000
"""Of all pictures of an animation together."""


class Cleaner(ABC):
    """Takes a file in pieces, gives it back without what its audience must not learn. Damaged
    files pass as they are: whoever reads them says so."""

    @abstractmethod
    def feed(self, data: bytes) -> bytes:
        """The next bytes, cleaned; raises `FileTooLarge` for an animation without end."""

    def end(self) -> bytes:
        """What was still held back."""
        return b""


class AsItIs(Cleaner):
    """Leaves everything."""

    def feed(self, data: bytes) -> bytes:
        """The same bytes."""
        return data


class Walker(Cleaner):
    """Walks over a file that is made of parts, each with a header that says how long it is.

    A subclass reads one header at a time with `step`, and says by `pass_on`, `drop` and `blank`
    what becomes of the bytes that follow.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._out = bytearray()
        self._left = 0
        self._way = "pass"
        self._is_over = False

    @abstractmethod
    def step(self, held: bytearray) -> bool:
        """Read one header from the beginning of what is held and `take` it; False when there is
        too little."""

    def feed(self, data: bytes) -> bytes:
        """The next bytes, cleaned."""
        self._held += data
        while self._held:
            if self._left:
                self._follow()
            elif not self.step(self._held):
                break
        out, self._out = bytes(self._out), bytearray()
        return out

    def end(self) -> bytes:
        """A header that broke off."""
        return bytes(self._held)

    def take(self, length: int, instead: bytes | None = None) -> None:
        """Hand on the first bytes, or others in their place."""
        self._out += self._held[:length] if instead is None else instead
        del self._held[:length]

    def pass_on(self, length: int) -> None:
        """The next bytes stay."""
        self._left, self._way = length, "pass"

    def drop(self, length: int) -> None:
        """The next bytes go."""
        self._left, self._way = length, "drop"

    def blank(self, length: int) -> None:
        """Of the next bytes only their number stays."""
        self._left, self._way = length, "blank"

    def _follow(self) -> None:
        length = min(self._left, len(self._held))
        if self._way == "pass":
            self._out += self._held[:length]
        elif self._way == "blank":
            self._out += bytes(length)
        del self._held[:length]
        self._left -= length


EVERYTHING = 1 << 62
"""More bytes than any file has."""


class Frames:
    """Counts the pictures of an animation."""

    def __init__(self) -> None:
        self._count = 0
        self._pixels = 0

    def add(self, width: int, height: int, count: int = 1) -> None:
        """More pictures of a size; raises `FileTooLarge`."""
        if width * height > MAX_PIXELS:
            raise FileTooLarge(f"{width} × {height} pixels, allowed {MAX_PIXELS}")
        self._count += count
        self._pixels += width * height * count
        if self._count > MOST_FRAMES:
            raise FileTooLarge(f"more than {MOST_FRAMES} pictures in one animation")
        if self._count > 1 and self._pixels > MOST_ANIMATED_PIXELS:
            raise FileTooLarge(
                f"more than {MOST_ANIMATED_PIXELS} pixels in all pictures of one animation"
            )


def number(held: bytes | bytearray, form: str, at: int = 0) -> int:
    """One number of a header."""
    return int(struct.unpack_from(form, held, at)[0])
