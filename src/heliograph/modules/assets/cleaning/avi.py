"""AVI: titles, makers, names and times go; what goes leaves zeros of the same length, because an
index in the file says where its pictures lie."""

from __future__ import annotations

from heliograph.modules.assets.cleaning.cleaner import Walker, number

ENTERED = frozenset({b"hdrl", b"strl"})
TOLD = frozenset({b"IDIT", b"ISMP", b"strn"})
"""When it was taken, at which time code, and what its streams are called."""
LISTS = frozenset({b"RIFF", b"LIST"})


class AVI(Walker):
    """A film, chunk by chunk."""

    def step(self, held: bytearray) -> bool:
        """One chunk's header."""
        name = bytes(held[:4])
        if len(held) < (12 if name in LISTS else 8):
            return False
        length = number(held, "<I", 4)
        # Chunks begin at even places.
        length += length & 1
        if name in LISTS:
            self._list(name, bytes(held[8:12]), length)
        elif name in TOLD:
            self.take(8)
            self.blank(length)
        else:
            self.pass_on(8 + length)
        return True

    def _list(self, name: bytes, kind: bytes, length: int) -> None:
        if name == b"RIFF" or kind in ENTERED:
            self.take(12)
        elif kind == b"INFO":
            self.take(8, b"JUNK" + bytes(self._held[4:8]))
            self.blank(length)
        else:
            self.pass_on(8 + length)
