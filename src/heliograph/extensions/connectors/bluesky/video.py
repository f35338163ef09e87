"""Videos: handed to the network's video service, which puts the finished blob on our server."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from pydantic import Field

from heliograph.extensions.connectors.bluesky.client import BlueskyClient
from heliograph.extensions.connectors.bluesky.embeds import Blob
from heliograph.extensions.connectors.bluesky.errors import name_of, refusal
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.extensions.connectors.bluesky.quotas import UploadLimits, next_day
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, ask, bearer, hide_secrets, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.problems import Problem

UPLOAD_SECONDS = 600
TOKEN_SECONDS = 1800
WORKING_AFTER = timedelta(seconds=15)
PAUSES = (0.5, 1.0, 2.0, 4.0)
# How a data server without a video service says so, with a token of ours and without one.
NO_SERVICE = frozenset({"MethodNotImplemented", "XRPCNotSupported", "InvalidToken", "AuthMissing"})
PASSING_FAILURES = frozenset({"", "pds_upload_failure", "generic_failure"})
UNCONFIRMED = "Confirm the account's e-mail address at Bluesky, then send the post again"
ANEW = "Encode the video anew as MP4 with H.264 and AAC, then send the post again"


class Job(Wire):
    """A video on its way through the service."""

    id: str = Field("", alias="jobId")
    state: str = ""
    blob: Blob | None = None
    message: str = ""
    error: str = ""
    failure: str = Field("", alias="failureCode")


class JobAnswer(Wire):
    """The answer of getJobStatus; uploadVideo gives the same or the bare job."""

    job: Job | None = Field(None, alias="jobStatus")


class VideoService:
    """The video service as one account uses it."""

    def __init__(self, access: ChannelAccess, places: Places, client: BlueskyClient) -> None:
        self._access = access
        self._places = places
        self._client = client
        self.pauses: Sequence[float] = PAUSES

    async def blob(self, file: MediaFile, memory: Memory) -> Blob:
        """The blob of a video, uploaded once; `TryLater` remembers the job while it is worked on.

        A data server that stands alone takes the file itself.
        """
        job_id = memory.get("video_job", "")
        if not job_id:
            limits = await self._limits()
            if limits is None:
                return await self._client.upload_file(file)
            self._check(limits, file)
            job_id = (await self._upload(file)).id
        return await self._finished(job_id, {**memory, "video_job": job_id})

    async def _limits(self) -> UploadLimits | None:
        """app.bsky.video.getUploadLimits; None where there is no video service."""
        name = "app.bsky.video.getUploadLimits"
        url = self._places.at("video", f"/xrpc/{name}")
        host = urlsplit(url).hostname or ""
        shown = bearer(await self._token(host, name))
        answer = await ask(self._access.http.get(url, headers=shown))
        if self._places.is_stand_in and not answer.ok and name_of(answer) in NO_SERVICE:
            return None
        limits = parse(UploadLimits, self._good(answer))
        quota = limits.quota(self._access.clock.now())
        if quota is not None:
            self._access.saw_quota(quota)
        return limits

    def _check(self, limits: UploadLimits, file: MediaFile) -> None:
        words = hide_secrets(limits.message or limits.error, self._access.secrets)
        if limits.is_used_up(file.size):
            now = self._access.clock.now()
            raise TryLater(f"The day's videos are used up. {words}".strip(), next_day(now) - now)
        if not limits.can_upload:
            problem = Problem(
                "media", "bluesky.video_upload", words or "not allowed", "allowed", UNCONFIRMED
            )
            raise ContentRefused(f"Bluesky takes no video of this account: {words}", [problem])

    async def _upload(self, file: MediaFile) -> Job:
        """app.bsky.video.uploadVideo; a file that came before carries its earlier job."""
        owner = await self._client.owner()
        host = urlsplit(owner.server).hostname or ""
        token = await self._token(host, "com.atproto.repo.uploadBlob")
        headers = {"Content-Type": file.mime, "Content-Length": str(file.size)}
        answer = await ask(
            self._access.http.post(
                self._places.at("video", "/xrpc/app.bsky.video.uploadVideo"),
                params={"did": owner.did, "name": f"{file.sha256[:16]}.mp4"},
                headers=bearer(token) | headers,
                content=file.read(),
                seconds=UPLOAD_SECONDS,
            )
        )
        job = _job(answer)
        return job if answer.status == 409 and job.id else _job(self._good(answer))

    async def _finished(self, job_id: str, memory: Memory) -> Blob:
        """app.bsky.video.getJobStatus until the blob is there, for a short while."""
        url = self._places.at("video", "/xrpc/app.bsky.video.getJobStatus")
        for pause in (*self.pauses, 0.0):
            answer = await ask(self._access.http.get(url, params={"jobId": job_id}))
            job = _job(self._good(answer))
            if job.blob is not None:
                return job.blob
            if job.state == "JOB_STATE_FAILED":
                raise self._failure(job, memory)
            await asyncio.sleep(pause)
        raise TryLater("Bluesky is still working on the video.", WORKING_AFTER, memory)

    def _failure(self, job: Job, memory: Memory) -> ContentRefused | TryLater:
        words = hide_secrets(job.message or job.error or job.failure, self._access.secrets)
        detail = f"Bluesky could not process the video: {words}"
        if job.failure in PASSING_FAILURES:
            fresh = {name: value for name, value in memory.items() if name != "video_job"}
            return TryLater(detail, WORKING_AFTER, fresh)
        problem = Problem("media", f"bluesky.{job.failure}", words, "a video it can read", ANEW)
        return ContentRefused(detail, [problem])

    async def _token(self, host: str, method: str) -> str:
        expires_at = int(self._access.clock.now().timestamp()) + TOKEN_SECONDS
        return await self._client.service_token(f"did:web:{host}", method, expires_at)

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer


def _job(answer: Answer) -> Job:
    return parse(JobAnswer, answer).job or parse(Job, answer)
