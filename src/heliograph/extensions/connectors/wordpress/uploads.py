"""What a delivery remembers of the files and terms it made on the site."""

from __future__ import annotations

from pydantic import TypeAdapter

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Memory


class Upload(Wire):
    """A file in the site's media library. `described` once its description stands there too."""

    id: int
    url: str
    described: bool = False


UPLOADS = TypeAdapter(list[Upload])
IDS = TypeAdapter(list[int])


def uploads_in(memory: Memory, name: str = "media") -> list[Upload]:
    """The files that earlier attempts left behind."""
    return UPLOADS.validate_json(memory.get(name, "[]"))


def with_uploads(memory: Memory, name: str, uploads: list[Upload]) -> Memory:
    """What to remember once these files are on the site."""
    return {**memory, name: UPLOADS.dump_json(uploads).decode()}


def ids_in(memory: Memory, name: str) -> list[int]:
    """The categories or tags of the post, by the site's numbers."""
    return IDS.validate_json(memory.get(name, "[]"))


def with_ids(memory: Memory, name: str, ids: list[int]) -> Memory:
    """What to remember once the site has these terms."""
    return {**memory, name: IDS.dump_json(ids).decode()}
