"""A multipart form with one file, or a part of one, made as a stream of known length."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from heliograph.sdk.connectors import MediaFile


class FileForm:
    """Some fields and `length` bytes of a file from `start` on, never held whole."""

    def __init__(
        self, file: MediaFile, fields: Mapping[str, str], start: int = 0, length: int | None = None
    ) -> None:
        self._file = file
        self._start = start
        self._length = file.size - start if length is None else length
        boundary = f"heliograph-{file.sha256[:32]}"
        parts = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        self._head = (
            f'{parts}--{boundary}\r\nContent-Disposition: form-data; name="media"; '
            f'filename="media"\r\nContent-Type: {file.mime}\r\n\r\n'
        ).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._head) + self._length + len(self._tail)),
        }

    async def stream(self) -> AsyncIterator[bytes]:
        """The whole form, piece by piece."""
        yield self._head
        async for chunk in self._file.bytes_from(self._start, self._length):
            yield chunk
        yield self._tail
