"""Multipart forms made as streams of known length, so that no file is ever held whole."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import AsyncIterator, Mapping

from heliograph.sdk.connectors import MediaFile


class FilesForm:
    """Text fields first, then files by the names of their parts.

    `stream` may be called anew for every attempt; `headers` carry the length it will have.
    """

    def __init__(self, fields: Mapping[str, str], files: Mapping[str, MediaFile]) -> None:
        joined = "".join(file.sha256 for file in files.values())
        self._boundary = f"heliograph-{hashlib.sha256(joined.encode()).hexdigest()[:32]}"
        self._fields = "".join(self._field(name, value) for name, value in fields.items()).encode()
        self._files = [(self._head(name, file), file) for name, file in files.items()]
        self._tail = f"--{self._boundary}--\r\n".encode()
        length = len(self._fields) + len(self._tail)
        # Each file is followed by a line break of two bytes.
        length += sum(len(head) + file.size + 2 for head, file in self._files)
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={self._boundary}",
            "Content-Length": str(length),
        }

    async def stream(self) -> AsyncIterator[bytes]:
        """The whole form, piece by piece."""
        yield self._fields
        for head, file in self._files:
            yield head
            async for chunk in file.read():
                yield chunk
            yield b"\r\n"
        yield self._tail

    def _field(self, name: str, value: str) -> str:
        disposition = f'Content-Disposition: form-data; name="{name}"'
        return f"--{self._boundary}\r\n{disposition}\r\n\r\n{value}\r\n"

    def _head(self, name: str, file: MediaFile) -> bytes:
        return (
            f'--{self._boundary}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{file_name(name, file.mime)}"\r\nContent-Type: {file.mime}\r\n\r\n'
        ).encode()


def file_name(name: str, mime: str) -> str:
    """A plain file name with the ending of its type."""
    stem = re.sub(r"[^\w-]+", "", name)
    return f"{stem}{mimetypes.guess_extension(mime) or ''}"
