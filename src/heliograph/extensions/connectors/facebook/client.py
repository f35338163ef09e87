"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from heliograph.extensions.connectors.facebook.errors import TABLE
from heliograph.extensions.connectors.facebook.wire import (
    Comments,
    Done,
    Feed,
    FeedPost,
    Film,
    Insight,
    Insights,
    Page,
    Stories,
    Story,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.forms import FilesForm
from heliograph.sdk.graph.client import GraphClient, base_of
from heliograph.sdk.graph.errors import INVALID, error_of
from heliograph.sdk.graph.shapes import Made
from heliograph.sdk.hooks import signed_with

AT_ONCE = 50
OF_A_PAGE = "id,name,username,link,followers_count,picture"
COUNTS = "comments.limit(0).summary(true),reactions.limit(0).summary(true)"
OF_A_POST = f"id,permalink_url,shares,{COUNTS}"
IN_THE_FEED = "id,message,created_time,permalink_url"
WAITING = "id,message,created_time,scheduled_publish_time"
PHOTO_SECONDS = 120


class FacebookClient(GraphClient):
    """What is asked of a Page, its posts, videos, stories and comments."""

    table = TABLE

    def __init__(self, access: ChannelAccess) -> None:
        super().__init__(access, base_of(access))
        self.access = access
        self.base = self._base

    def proof(self, secrets: Secrets) -> Mapping[str, str]:
        """That the caller knows the app's secret; an app may demand it of every call."""
        return proof_of(secrets)

    async def get(self, path: str, **params: str) -> Answer:
        """GET; raises what a refusal asks for."""
        return self.good(await self.read(path, params))

    async def send(self, path: str, phase: str, **parts: Any) -> Answer:
        """POST one phase of an upload; it may be repeated, for nobody sees it yet."""
        parts["params"] = {"upload_phase": phase}
        return self.good(await ask(self.request("POST", path, **parts)))

    async def commit(self, path: str, seconds: int, **parts: Any) -> Answer:
        """POST what puts something before an audience."""
        answer = await commit(self.request("POST", path, seconds=seconds, **parts))
        if not answer.ok:
            raise self.table.refusal(answer, self._access, committing=True)
        return answer

    async def me(self) -> Page:
        """GET /me: the Page whose token this is."""
        return parse(Page, await self.get("me", fields=OF_A_PAGE))

    async def add_photo(self, page_id: str, file: MediaFile, fields: Mapping[str, str]) -> str:
        """POST /<PAGE>/photos, unpublished: nobody sees it before its post."""
        described = {"alt_text_custom": file.alt} if file.alt else {}
        form = FilesForm({**fields, **described}, {"source": file})
        answer = await ask(
            self.request(
                "POST",
                f"{page_id}/photos",
                params={"published": "false"},
                content=form.stream,
                headers=form.headers,
                seconds=PHOTO_SECONDS,
            )
        )
        return parse(Made, self.good(answer)).id

    async def publish(self, page_id: str, parameters: Mapping[str, str], seconds: int) -> str:
        """POST /<PAGE>/feed: the committing call."""
        return await self.put_out(f"{page_id}/feed", parameters, seconds)

    async def tell_story(self, page_id: str, photo: str, seconds: int) -> str:
        """POST /<PAGE>/photo_stories: the committing call of a picture's story."""
        path, form = f"{page_id}/photo_stories", {"photo_id": photo}
        answer = await self.commit(path, seconds, data=form)
        return parse(Done, answer, OutcomeUnknown).post_id

    async def stories(self, page_id: str) -> Sequence[Story]:
        """GET /<PAGE>/stories: those that are seen now, and those of the archive."""
        fields = "post_id,status,creation_time,media_type,media_id,url"
        return parse(Stories, await self.get(f"{page_id}/stories", fields=fields)).items

    async def feed(self, page_id: str, after: str = "") -> Feed:
        """GET /<PAGE>/feed, newest first, from behind a cursor if one is given."""
        return await self._listed(f"{page_id}/feed", IN_THE_FEED, after)

    async def scheduled(self, page_id: str, after: str = "") -> Feed:
        """GET /<PAGE>/scheduled_posts: what Facebook holds until its time."""
        return await self._listed(f"{page_id}/scheduled_posts", WAITING, after)

    async def post(self, post_id: str) -> FeedPost | None:
        """GET /<POST>; None when it is gone."""
        answer = await self.read(post_id, {"fields": OF_A_POST})
        return None if self.gone(answer) else parse(FeedPost, self.good(answer))

    async def film(self, video_id: str) -> Film | None:
        """GET /<VIDEO> with its counts; None when it is gone."""
        answer = await self.read(video_id, {"fields": f"id,{COUNTS}"})
        return None if self.gone(answer) else parse(Film, self.good(answer))

    async def exists(self, object_id: str) -> bool:
        """GET /<ID>: whether it is there."""
        answer = await self.read(object_id, {"fields": "id"})
        return not self.gone(answer) and self.good(answer).ok

    async def insights(self, place: str, names: Sequence[str], **more: str) -> Sequence[Insight]:
        """GET /<ID>/insights. One name that Facebook does not know (any more) fails the whole
        call: then each is asked for by itself, and those it does not know are left out."""
        answer = await self.read(place, {"metric": ",".join(names), **more})
        if error_of(answer).code != INVALID:
            return parse(Insights, self.good(answer)).items
        if len(names) == 1:
            return ()
        found = [await self.insights(place, (name,), **more) for name in names]
        return [one for some in found for one in some]

    async def comment(self, target: str, text: str, seconds: int) -> str:
        """POST /<ID>/comments: the committing call of a comment."""
        return await self.put_out(f"{target}/comments", {"message": text}, seconds)

    async def comments(self, target: str) -> Comments:
        """GET /<ID>/comments, newest first."""
        answer = await self.get(
            f"{target}/comments",
            fields="id,message,created_time,from",
            order="reverse_chronological",
            limit=str(AT_ONCE),
        )
        return parse(Comments, answer)

    async def _listed(self, path: str, fields: str, after: str) -> Feed:
        params = {"fields": fields, "limit": str(AT_ONCE)}
        if after:
            params["after"] = after
        return parse(Feed, await self.get(path, **params))


def proof_of(secrets: Secrets) -> dict[str, str]:
    """The token signed with the app's secret, where that is stored."""
    secret, token = secrets.get("client_secret", ""), secrets.get("access_token", "")
    return {"appsecret_proof": signed_with(secret, token.strip().encode())} if secret else {}
