"""Sending a video's bytes to the upload address that the Graph API hands out.

Source: developers.facebook.com/docs/video-api/guides/reels-publishing and the resumable upload of
developers.facebook.com/docs/instagram-platform/content-publishing/resumable-uploads.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, hide_secrets, renewing
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.errors import ConnectorError, ContentRefused, TryLater
from heliograph.sdk.graph.errors import ErrorTable, error_of, is_expired
from heliograph.sdk.problems import Problem

UPLOAD_SECONDS = 600
META = (".facebook.com", ".instagram.com")
REMEDY = "Save the video as MP4 with H.264 and AAC, then send it again"


async def send_video(
    access: ChannelAccess, table: ErrorTable, url: str, file: MediaFile, offset: int = 0
) -> None:
    """Stream the file to `url`, from `offset` on where an earlier attempt broke off there.

    `ContentRefused` when the platform says that it will never take this file, else `TryLater`.
    """
    _check_place(access, url)

    async def call(secrets: Secrets) -> Answer:
        token = bearer(secrets.get("access_token", ""))["Authorization"].partition(" ")[2]
        headers = {
            "Authorization": f"OAuth {token}",
            "offset": str(offset),
            "file_size": str(file.size),
            "Content-Length": str(file.size - offset),
            "Content-Type": file.mime,
        }
        content = file.bytes_from(offset, file.size - offset)
        return await access.http.post(url, headers=headers, content=content, seconds=UPLOAD_SECONDS)

    answer = await ask(renewing(access, call, is_expired))
    told = answer.json()
    if not (answer.ok and isinstance(told, dict) and told.get("success") is True):
        raise _trouble(answer, access, table)


def _check_place(access: ChannelAccess, url: str) -> None:
    """The token goes to the platform itself, wherever an answer may point to."""
    ours, theirs = urlsplit(access.base_url), urlsplit(url)
    known = theirs.netloc == ours.netloc or (theirs.hostname or "").endswith(META)
    if theirs.scheme != ours.scheme or not known:
        raise TryLater("The platform handed out an upload address that is not its own.")


def _trouble(answer: Answer, access: ChannelAccess, table: ErrorTable) -> ConnectorError:
    told = answer.json()
    info = told.get("debug_info") if isinstance(told, dict) else None
    if not isinstance(info, dict):
        if error_of(answer).code:
            return table.refusal(answer, access)
        return TryLater(f"{table.name} answered {answer.status} to an upload.")
    words = hide_secrets(str(info.get("message") or info.get("type") or ""), access.secrets)
    detail = f"{table.name} did not take the video: {words}"
    if info.get("retriable") is not False:
        return TryLater(detail)
    accepts = f"what {table.name} accepts"
    problem = Problem("media", f"{table.platform}.upload", words, accepts, REMEDY)
    return ContentRefused(detail, [problem])
