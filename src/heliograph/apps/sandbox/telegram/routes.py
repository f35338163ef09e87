"""Every method of the Bot API that the sandbox knows, all below one path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram import changing, chats, sending, updates
from heliograph.apps.sandbox.telegram.calls import BotCall, read_call
from heliograph.apps.sandbox.telegram.manners import refused

METHODS: Mapping[str, Callable[[BotCall], Awaitable[JSON]]] = {
    "getme": chats.get_me,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatmembercount": chats.get_chat_member_count,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_file("photo"),
    "sendvideo": sending.send_file("video"),
    "sendanimation": sending.send_file("animation"),
    "senddocument": sending.send_file("document"),
    "sendaudio": sending.send_file("audio"),
    "sendmediagroup": sending.send_media_group,
    "sendpoll": sending.send_poll,
    "editmessagetext": changing.edit_text,
    "editmessagecaption": changing.edit_caption,
    "deletemessage": changing.delete_message,
    "deletemessages": changing.delete_messages,
    "pinchatmessage": changing.pin,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.webhook_info,
    "getupdates": updates.get_updates,
}


def routes() -> list[BaseRoute]:
    """One route; the method's name is read without regard to capitals."""
    return [Route("/bot{token}/{method}", answer, methods=["GET", "POST"])]


async def answer(request: Request) -> Response:
    """Check the token, then do what the method says."""
    call = await read_call(request)
    method = METHODS.get(str(request.path_params["method"]).lower())
    if method is None:
        raise refused(404)
    return JSONResponse({"ok": True, "result": await method(call)})
