"""Uploaded and fetched files: kept once by content, described by rows."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from heliograph.apps.sandbox.pictures import Sniffed, sniff
from heliograph.apps.sandbox.store import JSON, Connection, Row

ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
    "image/avif": ".avif", "image/heic": ".heic", "image/bmp": ".bmp",
    "image/tiff": ".tiff", "video/mp4": ".mp4", "video/webm": ".webm",
    "video/x-msvideo": ".avi", "video/quicktime": ".mov", "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg", "audio/wav": ".wav", "audio/mp4": ".m4a", "audio/flac": ".flac",
}  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """A file that lies in the folder."""

    sha256: str
    size: int
    sniffed: Sniffed


class MediaFolder:
    """A folder of files named by their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data: bytes) -> Stored:
        """Write the file unless it is there; whole or not at all."""
        stored = Stored(hashlib.sha256(data).hexdigest(), len(data), sniff(data))
        path = self._folder / stored.sha256
        if not path.exists():
            partial = path.with_suffix(f".{secrets.token_hex(8)}.part")
            partial.write_bytes(data)
            partial.replace(path)
        return stored

    def path(self, sha256: str) -> Path | None:
        """Where a file lies, if it does."""
        path = self._folder / sha256
        return path if sha256.isalnum() and path.is_file() else None


@dataclass(frozen=True)
class Medium:
    """One upload of one account."""

    id: str
    platform: str
    account_id: str
    sha256: str
    mime: str
    bytes: int
    width: int | None
    height: int | None
    alt: str
    ready_at: float

    def file_name(self) -> str:
        """The name under which /media serves it."""
        return self.sha256 + ENDINGS.get(self.mime, "")

    def shown(self) -> dict[str, JSON]:
        """What a post keeps of it."""
        return {
            "id": self.id, "mime": self.mime, "bytes": self.bytes, "sha256": self.sha256,
            "width": self.width, "height": self.height, "alt": self.alt, "file": self.file_name(),
        }  # fmt: skip


def add_medium(db: Connection, medium: Medium, created_at: float) -> None:
    """Remember an upload; the same id again replaces it."""
    db.execute(
        "insert or replace into media values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (medium.id, medium.platform, medium.account_id, medium.sha256, medium.mime, medium.bytes,
         medium.width, medium.height, medium.alt, medium.ready_at, created_at),
    )  # fmt: skip


def find_medium(db: Connection, account_id: str, medium_id: str) -> Medium | None:
    """One of the account's own uploads."""
    row = db.execute(
        "select * from media where id = ? and account_id = ?", (medium_id, account_id)
    ).fetchone()
    return _medium(row) if row else None


def describe(db: Connection, medium_id: str, alt: str) -> None:
    """Change an upload's text for people who cannot see it."""
    db.execute("update media set alt = ? where id = ?", (alt, medium_id))


def forget_medium(db: Connection, medium_id: str) -> None:
    """Take an upload out of the account; the file stays for posts that show it."""
    db.execute("delete from media where id = ?", (medium_id,))


def _medium(row: Row) -> Medium:
    return Medium(
        row["id"], row["platform"], row["account_id"], row["sha256"], row["mime"], row["bytes"],
        row["width"], row["height"], row["alt"], row["ready_at"],
    )  # fmt: skip
