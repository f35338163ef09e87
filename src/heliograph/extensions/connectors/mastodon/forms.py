"""Multipart forms as streams of known length: a file is never held whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from heliograph.sdk.connectors import MediaFile

SUFFIXES = {"quicktime": "mov", "x-m4v": "m4v"}


@dataclass(frozen=True)
class _Piece:
    """One file of a form, with the lines before it."""

    head: bytes
    file: MediaFile


class FileForm:
    """A form with a file, a few words about it, and perhaps the picture that stands for it."""

    def __init__(
        self, file: MediaFile, words: Mapping[str, str], thumbnail: MediaFile | None = None
    ) -> None:
        boundary = f"heliograph-{file.sha256[:32]}"
        self._words = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n'
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{value}\r\n"
            for name, value in words.items()
        ).encode()
        self._pieces = [_piece(boundary, "file", file)]
        if thumbnail is not None:
            self._pieces.append(_piece(boundary, "thumbnail", thumbnail))
        self._tail = f"--{boundary}--\r\n".encode()
        files = sum(len(one.head) + one.file.size + len(b"\r\n") for one in self._pieces)
        self.headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(self._words) + files + len(self._tail)),
        }

    async def stream(self) -> AsyncIterator[bytes]:
        """The whole form, piece by piece."""
        yield self._words
        for piece in self._pieces:
            yield piece.head
            async for chunk in piece.file.read():
                yield chunk
            yield b"\r\n"
        yield self._tail


def _piece(boundary: str, name: str, file: MediaFile) -> _Piece:
    kind = file.mime.rpartition("/")[2]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
        f'filename="media.{SUFFIXES.get(kind, kind)}"\r\nContent-Type: {file.mime}\r\n\r\n'
    )
    return _Piece(head.encode(), file)
