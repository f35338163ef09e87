"""Matroska and WebM: tags, attached files, titles and times go; what goes leaves an empty element
of the same length, because tables in the file say where its pictures lie (RFC 8794, RFC 9559)."""

from __future__ import annotations

from heliograph.modules.assets.cleaning.cleaner import EVERYTHING, Walker

SEGMENT, INFO = b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66"
ENTERED = frozenset({SEGMENT, INFO})
TOLD = frozenset({b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69"})
"""Tags, and attached files."""
BLANKED = frozenset({b"\x7b\xa9", b"\x44\x61", b"\x73\x84"})
"""Title, date and file name: one without content is none, and a date of nothing is in 2001."""
VOID = b"\xec"
LONGEST_ID, LONGEST_SIZE = 4, 8


class Matroska(Walker):
    """A film, element by element."""

    def step(self, held: bytearray) -> bool:
        """One element's header."""
        length = _width(held[0])
        if not 1 <= length <= LONGEST_ID:
            # Not an element as anybody describes it: whoever plays it will say so.
            self.pass_on(EVERYTHING)
            return True
        if len(held) <= length:
            return False
        width = _width(held[length])
        if width > LONGEST_SIZE:
            self.pass_on(EVERYTHING)
            return True
        head = length + width
        if len(held) < head:
            return False
        self._element(bytes(held[:length]), head, _size(bytes(held[length:head])))
        return True

    def _element(self, name: bytes, head: int, body: int | None) -> None:
        if body is None or name in ENTERED:
            # Of unknown length are only those whose elements follow one by one.
            self.take(head)
        elif name in TOLD:
            self.take(head, _void(head, body))
            self.blank(body)
        elif name in BLANKED:
            self.take(head)
            self.blank(body)
        else:
            self.pass_on(head + body)


def _width(first: int) -> int:
    """How many bytes a number has that begins so; 9 for none."""
    return 9 - first.bit_length()


def _size(coded: bytes) -> int | None:
    """The length that a header tells; None where it is unknown."""
    bits = 7 * len(coded)
    value = int.from_bytes(coded, "big") & ((1 << bits) - 1)
    return None if value == (1 << bits) - 1 else value


def _void(head: int, body: int) -> bytes:
    """The beginning of an empty element that takes as much room as another did."""
    width = min(head - len(VOID), LONGEST_SIZE)
    rest = head - len(VOID) - width
    return VOID + ((1 << 7 * width) | (body + rest)).to_bytes(width, "big") + bytes(rest)
