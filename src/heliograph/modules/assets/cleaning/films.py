"""MP4: titles, places, makers and times go; what goes leaves zeros of the same length, because
tables in the file say where its pictures lie."""

from __future__ import annotations

from heliograph.modules.assets.cleaning.cleaner import EVERYTHING, Walker, number

ENTERED = frozenset({b"moov", b"trak", b"mdia", b"moof", b"traf"})
TOLD = frozenset({b"udta", b"meta"})
TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
ROUND = bytes.fromhex("ffcc82638855 4a938814587a02521fdd".replace(" ", ""))
"""The mark of a film all around the viewer: without it the film is shown flat."""


class MP4(Walker):
    """A film, box by box."""

    def step(self, held: bytearray) -> bool:
        """One box's header."""
        if len(held) < 8:
            return False
        length, name = number(held, ">I"), bytes(held[4:8])
        head = 8
        if length == 1:
            if len(held) < 16:
                return False
            length, head = number(held, ">Q", 8), 16
        if length and length < head:
            # Not a box as anybody describes it: whoever plays it will say so.
            self.pass_on(EVERYTHING)
            return True
        return self._box(held, name, head, (length or EVERYTHING) - head)

    def _box(self, held: bytearray, name: bytes, head: int, body: int) -> bool:
        if name == b"uuid":
            if len(held) < head + 16:
                return False
            is_told = held[head : head + 16] != ROUND
        else:
            is_told = name in TOLD
        if is_told:
            self.take(head, bytes(held[:4]) + b"free" + bytes(held[8:head]))
            self.blank(body)
        elif name in ENTERED:
            self.take(head)
        elif name in TIMED and body >= 20:
            return self._times(held, head, body)
        else:
            self.pass_on(head + body)
        return True

    def _times(self, held: bytearray, head: int, body: int) -> bool:
        """When it was taken and changed, in four or eight bytes each."""
        if len(held) < head + 1:
            return False
        length = 16 if held[head] == 1 else 8
        if len(held) < head + 4 + length:
            return False
        self.take(head + 4 + length, bytes(held[: head + 4]) + bytes(length))
        self.pass_on(body - 4 - length)
        return True
