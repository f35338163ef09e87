"""PNG, WebP and GIF without words, places and cameras, and without hidden tails."""

from __future__ import annotations

from heliograph.modules.assets.cleaning.cleaner import EVERYTHING, Frames, Walker, number

PNG_KEPT = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    }
)  # fmt: skip
"""What a picture looks like; all else is said about it, or hidden in it."""
LARGEST_PROFILE = 4_000_000
WEBP_SILENT = 0x0C
"""The bits that announce EXIF and XMP (RFC 9649)."""
GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""How often it plays, and its colours."""


class PNG(Walker):
    """A PNG, chunk by chunk; nothing follows its end."""

    def __init__(self) -> None:
        super().__init__()
        self._has_begun = False
        self._size = (0, 0)
        self._frames = Frames()

    def step(self, held: bytearray) -> bool:
        """One chunk's length and name."""
        if not self._has_begun:
            if len(held) < 8:
                return False
            self._has_begun = True
            self.take(8)
            return True
        if len(held) < (16 if bytes(held[4:8]) in (b"IHDR", b"acTL") else 8):
            return False
        length, name = number(held, ">I"), bytes(held[4:8])
        self._look(name, held)
        is_kept = name in PNG_KEPT and not (name == b"iCCP" and length > LARGEST_PROFILE)
        if self._is_over:
            self.drop(EVERYTHING)
        elif is_kept:
            self.pass_on(12 + length)
        else:
            self.drop(12 + length)
        self._is_over = self._is_over or name == b"IEND"
        return True

    def _look(self, name: bytes, held: bytearray) -> None:
        if name == b"IHDR":
            self._size = (number(held, ">I", 8), number(held, ">I", 12))
        elif name == b"acTL":
            self._frames.add(*self._size, number(held, ">I", 8))


class WebP(Walker):
    """A WebP; what goes leaves zeros behind, because its length stands at the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self._rest: int | None = None
        self._frames = Frames()

    def step(self, held: bytearray) -> bool:
        """One chunk's name and length."""
        if self._rest is None:
            if len(held) < 12:
                return False
            self._rest = number(held, "<I", 4) - 4
            self.take(12)
            return True
        if self._rest <= 0:
            self.drop(EVERYTHING)
            return True
        name = bytes(held[:4])
        if len(held) < (24 if name in (b"VP8X", b"ANMF") else 8):
            return False
        length = number(held, "<I", 4)
        padded = length + length % 2
        self._rest -= 8 + padded
        self._chunk(held, name, padded)
        return True

    def _chunk(self, held: bytearray, name: bytes, padded: int) -> None:
        if name in (b"EXIF", b"XMP "):
            self.take(8, b"JUNK" + bytes(held[4:8]))
            self.blank(padded)
        elif name == b"VP8X" and padded:
            self.take(9, bytes(held[:8]) + bytes((held[8] & ~WEBP_SILENT & 0xFF,)))
            self.pass_on(padded - 1)
        else:
            if name == b"ANMF":
                sides = (held[14:17], held[17:20])
                self._frames.add(*(1 + int.from_bytes(side, "little") for side in sides))
            self.pass_on(8 + padded)


class GIF(Walker):
    """A GIF, block by block; comments and foreign programs' notes go."""

    def __init__(self) -> None:
        super().__init__()
        self._has_begun = False
        self._is_dropping = False
        self._in_blocks = False
        self._frames = Frames()

    def step(self, held: bytearray) -> bool:
        """One block's beginning, or one of the pieces it consists of."""
        if self._is_over:
            self.drop(EVERYTHING)
            return True
        if not self._has_begun:
            return self._begin(held)
        if self._in_blocks:
            return self._piece(held)
        return self._block(held)

    def _begin(self, held: bytearray) -> bool:
        if len(held) < 13:
            return False
        self._has_begun = True
        self.pass_on(13 + _table(held[10]))
        return True

    def _piece(self, held: bytearray) -> bool:
        length = held[0]
        self._in_blocks = length > 0
        (self.drop if self._is_dropping else self.pass_on)(1 + length)
        return True

    def _block(self, held: bytearray) -> bool:
        kind = held[0]
        if kind == 0x3B:
            self._is_over = True
            self.take(1)
            return True
        if kind == 0x2C:
            return self._image(held)
        if kind == 0x21:
            return self._extension(held)
        # Not a GIF as anybody describes it: whoever decodes it will say so.
        self.pass_on(EVERYTHING)
        return True

    def _image(self, held: bytearray) -> bool:
        if len(held) < 10:
            return False
        self._frames.add(number(held, "<H", 5), number(held, "<H", 7))
        self._in_blocks, self._is_dropping = True, False
        self.pass_on(10 + _table(held[9]) + 1)
        return True

    def _extension(self, held: bytearray) -> bool:
        if len(held) < 14:
            return False
        label, name = held[1], bytes(held[3:14])
        is_foreign = label == 0xFF and name not in GIF_KEPT
        self._is_dropping = is_foreign or label in (0xFE, 0x01)
        self._in_blocks = True
        (self.drop if self._is_dropping else self.pass_on)(2)
        return True


def _table(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
