"""JPEG: what describes the photograph goes, and so does whatever was hung on behind it."""

from __future__ import annotations

import re

from heliograph.modules.assets.cleaning.cleaner import EVERYTHING, Walker, number
from heliograph.modules.assets.sniff import HEAD_BYTES
from heliograph.modules.assets.strip import stripped

START_OF_SCAN = 0xDA
END = 0xD9
_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the coded picture: any marker but those that belong to it."""


class JPEG(Walker):
    """A photograph, segment by segment; phones hang films and further pictures on behind, each
    with a place and a time of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._head: bytearray | None = bytearray()
        self._in_scan = False

    def feed(self, data: bytes) -> bytes:
        """The next bytes; the beginning is held until it is there whole."""
        if self._head is None:
            return super().feed(data)
        self._head += data
        if len(self._head) < HEAD_BYTES:
            return b""
        return self._begun()

    def end(self) -> bytes:
        """What was still held back."""
        begun = self._begun() if self._head is not None else b""
        return begun + super().end()

    def step(self, held: bytearray) -> bool:
        """One segment, or the coded picture up to the next one."""
        if self._in_scan:
            return self._scan(held)
        if len(held) < 4:
            return self._last(held)
        marker = held[1]
        if held[0] != 0xFF or marker == END:
            return self._last(held)
        if marker == 0xD8 or marker == 0xFF:
            self.take(2 if marker == 0xD8 else 1)
            return True
        self._in_scan = marker == START_OF_SCAN
        self.pass_on(2 + number(held, ">H", 2))
        return True

    def _begun(self) -> bytes:
        head, self._head = bytes(self._head or b""), None
        return super().feed(stripped(head))

    def _scan(self, held: bytearray) -> bool:
        found = _MARK.search(held)
        if found is None:
            kept = len(held) - 1
            if kept > 0:
                self.take(kept)
            return False
        self._in_scan = False
        self.take(found.start())
        return True

    def _last(self, held: bytearray) -> bool:
        """The end of the picture; what is no segment at all passes as it is."""
        if held[:2] == b"\xff\xd9":
            self.take(2)
            self.drop(EVERYTHING)
            return True
        if len(held) >= 4:
            self.pass_on(EVERYTHING)
            return True
        return False
