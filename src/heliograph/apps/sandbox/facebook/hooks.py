"""Subscribing to the feed: the app's address, which must prove itself, and the Pages that agree."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.sign_in import check_app_token, page_call
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import World, world_of
from heliograph.kit.http import HTTPTrouble


async def subscribe_app(request: Request) -> Response:
    """POST /<APP>/subscriptions: object, callback_url, fields, verify_token."""
    parameters = await read_parameters(request)
    app_id = await _my_app(request, text_of(parameters.get("access_token")))
    if text_of(parameters.get("object")) != "page":
        raise PRODUCT.bad_parameter("Param object must be one of {page}")
    url, fields = text_of(parameters.get("callback_url")), text_of(parameters.get("fields"))
    if not await _proves(world_of(request), url, text_of(parameters.get("verify_token"))):
        words = "(#2200) Callback verification failed"
        raise PRODUCT.envelope(400, 2200, words)

    def keep(db: Connection) -> None:
        db.execute("insert or ignore into facebook_hooks values (?, '', '', '')", (app_id,))
        db.execute(
            "update facebook_hooks set url = ?, fields = ? where app_id = ?", (url, fields, app_id)
        )

    await world_of(request).store.write(keep)
    return JSONResponse({"success": True})


async def subscriptions(request: Request) -> Response:
    """GET /<APP>/subscriptions."""
    parameters = await read_parameters(request)
    app_id = await _my_app(request, text_of(parameters.get("access_token")))
    row = await world_of(request).store.read(
        lambda db: db.execute(
            "select * from facebook_hooks where app_id = ? and url <> ''", (app_id,)
        ).fetchone()
    )
    fields = [{"name": name} for name in row["fields"].split(",")] if row else []
    one = {"object": "page", "callback_url": row["url"] if row else "", "active": True}
    return JSONResponse({"data": [{**one, "fields": fields}] if row else []})


async def change_app(request: Request) -> bool:
    """POST /<APP> with `deauth_callback_url`: where to tell that a person withdrew."""
    parameters = await read_parameters(request)
    if str(request.path_params["id"]) != text_of(parameters.get("access_token")).partition("|")[0]:
        return False
    app_id = await _my_app(request, text_of(parameters.get("access_token")))
    url = text_of(parameters.get("deauth_callback_url"))

    def keep(db: Connection) -> None:
        db.execute("insert or ignore into facebook_hooks values (?, '', '', '')", (app_id,))
        db.execute("update facebook_hooks set withdrawals = ? where app_id = ?", (url, app_id))

    await world_of(request).store.write(keep)
    return True


async def subscribe_page(request: Request) -> Response:
    """POST /<PAGE>/subscribed_apps?subscribed_fields=feed; DELETE ends it."""
    call = await page_call(request)
    call.needs("pages_manage_metadata")
    fields = call.text("subscribed_fields")
    gone = request.method == "DELETE"
    if not gone and "feed" not in fields.split(","):
        raise PRODUCT.bad_parameter("Param subscribed_fields must name known fields")

    def keep(db: Connection) -> None:
        db.execute("delete from facebook_subscribers where page_id = ?", (call.account.id,))
        if not gone:
            db.execute("insert into facebook_subscribers values (?, ?)", (call.account.id, fields))

    await world_of(request).store.write(keep)
    return JSONResponse({"success": True})


async def _my_app(request: Request, token: str) -> str:
    app_id = await check_app_token(request, token)
    if app_id != str(request.path_params["id"]):
        raise PRODUCT.no_object(str(request.path_params["id"]))
    return app_id


async def _proves(world: World, url: str, word: str) -> bool:
    challenge = str(secrets.randbelow(10**9))
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": word}
    try:
        answer = await world.http.get(url, params=query, seconds=5)
    except (HTTPTrouble, ValueError):
        return False
    return answer.status == 200 and answer.body.decode("utf-8", "replace") == challenge
