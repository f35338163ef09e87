"""A webhook's messages: made, read back, changed and taken down by their id."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import is_yes, read_parameters
from heliograph.apps.sandbox.discord.drafts import Draft, File, read_body, read_draft
from heliograph.apps.sandbox.discord.entities import message_entity, message_id
from heliograph.apps.sandbox.discord.manners import refused
from heliograph.apps.sandbox.discord.webhooks import Webhook, called
from heliograph.apps.sandbox.media import Medium
from heliograph.apps.sandbox.posts import (
    Post,
    add_post,
    change_post,
    find_post,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of


async def create(request: Request) -> Response:
    """POST: 200 with the message for those who wait, 204 for those who do not."""
    webhook, world = await called(request), world_of(request)
    if request.query_params.get("thread_id"):
        raise refused(10003)
    draft = read_draft(await read_parameters(request))
    now = world.clock.seconds()
    media = tuple([await _kept(world, webhook, file) for file in draft.files])

    def store(db: Connection) -> Post:
        account = webhook.account.id
        post = Post(
            id=message_id(now), platform="discord", account_id=account, text=draft.words,
            created_at=now, ordinal=next_ordinal(db, account), media=media, extra=_extra(draft),
        )  # fmt: skip
        add_post(db, post)
        return post

    post = await world.store.write(store)
    if not is_yes(request.query_params.get("wait")):
        return Response(status_code=204)
    return JSONResponse(message_entity(request, webhook, post))


async def show(request: Request) -> Response:
    """GET one message, with its reactions."""
    webhook, world = await called(request), world_of(request)
    wanted, visible = str(request.path_params["message"]), world.visible_until("discord")
    post = await world.store.read(lambda db: _own(db, webhook, wanted, visible))
    return JSONResponse(message_entity(request, webhook, post))


async def change(request: Request) -> Response:
    """PATCH: only what is named changes; files that are not listed go."""
    webhook, world = await called(request), world_of(request)
    parameters = await read_parameters(request)
    body = read_body(parameters)
    wanted, now = str(request.path_params["message"]), world.clock.seconds()

    def store(db: Connection) -> Post:
        post = _own(db, webhook, wanted)
        said = {"content": post.extra["content"], "embeds": post.extra["embeds"], **body}
        keeps = _keeps(post, said)
        # What stays counts as content, so that a picture without words may be kept.
        check = read_draft({**said, "components": list(keeps)})
        extra = {**post.extra, "content": check.content, "embeds": check.extra["embeds"]}
        text = replace(check, poll=post.extra.get("poll")).words
        changed = replace(post, text=text, media=keeps, extra=extra, edited_at=now)
        change_post(db, changed)
        return changed

    return JSONResponse(message_entity(request, webhook, await world.store.write(store)))


async def remove(request: Request) -> Response:
    """DELETE: 204; 404 when it is gone already."""
    webhook = await called(request)
    wanted = str(request.path_params["message"])

    def store(db: Connection) -> None:
        remove_post(db, _own(db, webhook, wanted).id)

    await world_of(request).store.write(store)
    return Response(status_code=204)


async def _kept(world: World, webhook: Webhook, file: File) -> dict[str, JSON]:
    stored = await asyncio.to_thread(world.media.keep, file.data)
    now = world.clock.seconds()
    medium = Medium(
        message_id(now), "discord", webhook.account.id, stored.sha256, stored.sniffed.mime,
        stored.size, stored.sniffed.width, stored.sniffed.height, file.description, now,
    )  # fmt: skip
    return {**medium.shown(), "filename": file.filename}


def _extra(draft: Draft) -> dict[str, JSON]:
    product = "poll" if draft.poll else "message"
    return {"product": product, "content": draft.content, "poll": draft.poll, **draft.extra}


def _keeps(post: Post, said: dict[str, JSON]) -> tuple[dict[str, JSON], ...]:
    if "attachments" not in said:
        return post.media
    ids = {str(one.get("id")) for one in said["attachments"] or []}
    return tuple(item for item in post.media if item["id"] in ids)


def _own(db: Connection, webhook: Webhook, wanted: str, visible: float | None = None) -> Post:
    post = find_post(db, wanted, visible)
    if post is None or post.account_id != webhook.account.id:
        raise refused(10008)
    return post
