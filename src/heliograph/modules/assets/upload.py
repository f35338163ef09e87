"""A form with one file in it, read as it arrives: the file's bytes are handed on, never held."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from heliograph.kit.errors import InvalidInput

MOST_BESIDES = 262_144
"""Bytes of all fields that are not the file."""


@dataclass
class _Part:
    name: str = ""
    is_file: bool = False
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    disposition: bytearray = field(default_factory=bytearray)


class Upload:
    """The form of an upload. Read `file()` to its end, then `finish()`, then `fields` is whole."""

    def __init__(self, content_type: str, body: AsyncIterator[bytes], part: str = "file") -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise InvalidInput("The file must come in a multipart form", pointer=f"/{part}")
        self.fields: dict[str, str] = {}
        self.filename = ""
        self._body = body
        self._wanted = part
        self._part = _Part()
        self._pieces: list[bytes] = []
        self._besides = 0
        self._is_over = False
        self._seen = False
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._on_part_begin,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_part_end": self._on_part_end,
            },
        )

    async def file(self) -> AsyncIterator[bytes]:
        """The bytes of the file; raises `InvalidInput` for a broken form or one without a file."""
        while not self._is_over and await self._read():
            for piece in self._taken():
                yield piece
        if not self._seen:
            raise InvalidInput("The form holds no file", pointer=f"/{self._wanted}")
        if not self._is_over:
            raise InvalidInput("The form breaks off", pointer=f"/{self._wanted}")

    async def finish(self) -> None:
        """Read what comes after the file."""
        while await self._read():
            self._taken()

    def _taken(self) -> list[bytes]:
        pieces, self._pieces = self._pieces, []
        return pieces

    async def _read(self) -> bool:
        """Take in one more piece of the body; False at its end."""
        chunk = await anext(self._body, None)
        if chunk is None:
            return False
        try:
            self._parser.write(chunk)
        except MultipartParseError as error:
            raise InvalidInput("The form is broken", pointer=f"/{self._wanted}") from error
        return True

    def _on_part_begin(self) -> None:
        self._part = _Part()

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        if self._part.header.lower() == b"content-disposition":
            self._part.disposition += data[start:end]

    def _on_header_end(self) -> None:
        self._part.header.clear()

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(bytes(self._part.disposition))
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        self._part.is_file = self._part.name == self._wanted and not self._seen
        self._seen = self._seen or self._part.is_file
        if self._part.is_file:
            self.filename = options.get(b"filename", b"").decode("utf-8", "replace")

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._part.is_file:
            self._pieces.append(data[start:end])
            return
        self._part.value += data[start:end]
        self._besides += end - start
        if self._besides > MOST_BESIDES:
            raise InvalidInput("The form's fields are too long", pointer=f"/{self._part.name}")

    def _on_part_end(self) -> None:
        if self._part.is_file:
            self._is_over = True
            return
        self.fields[self._part.name] = self._part.value.decode("utf-8", "replace")
