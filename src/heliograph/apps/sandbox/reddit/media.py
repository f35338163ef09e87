"""Reddit's uploads: a lease, a form for the storage next door, a file under an address."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import Refusal, read_parameters, text_of
from heliograph.apps.sandbox.media import Medium, add_medium, find_medium
from heliograph.apps.sandbox.reddit.manners import UPLOADS, refused
from heliograph.apps.sandbox.reddit.sign_in import signed_in
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

IMAGES = ("image/jpeg", "image/png", "image/gif")
VIDEOS = ("video/mp4", "video/quicktime")
LEASE_SECONDS = 1200
MOST_BYTES = {"image": 20_000_000, "video": 1_000_000_000}


@dataclass(frozen=True)
class _Lease:
    asset_id: str
    account_id: str
    mime: str
    key: str
    policy: str
    created_at: float

    def fields(self) -> dict[str, str]:
        """What the storage wants to see again, in this order, before the file."""
        return {
            "acl": "private", "key": self.key, "Content-Type": self.mime,
            "success_action_status": "201", "x-amz-storage-class": "STANDARD",
            "policy": self.policy, "x-amz-meta-ext": self.key.rpartition(".")[2],
        }  # fmt: skip


async def lease(request: Request) -> Response:
    """POST /api/media/asset.json."""
    call = await signed_in(request, "submit")
    mime = call.text("mimetype")
    if mime not in (*IMAGES, *VIDEOS) or not call.text("filepath"):
        raise refused("INVALID_OPTION", "mimetype")
    world = world_of(request)
    asset_id, folder = secrets.token_hex(7), "rte_images" if mime in IMAGES else "rte_videos"
    made = _Lease(
        asset_id, call.account.id, mime, f"{folder}/{asset_id}.{mime.rpartition('/')[2]}",
        secrets.token_urlsafe(24), world.clock.seconds(),
    )  # fmt: skip
    await world.store.write(lambda db: _add(db, made))
    pairs = [{"name": name, "value": value} for name, value in made.fields().items()]
    return JSONResponse({
        "args": {"action": f"//{_uploads(request)}", "fields": pairs},
        "asset": {
            "asset_id": asset_id, "processing_state": "incomplete",
            "payload": {"filepath": call.text("filepath")},
            "websocket_url": f"wss://{request.url.netloc}/rte_images/{asset_id}",
        },
    })  # fmt: skip


async def store_file(request: Request) -> Response:
    """POST to the address the lease gave: no token, every field, the file last."""
    parameters = await read_parameters(request)
    world = world_of(request)
    key, now = text_of(parameters.get("key")), world.clock.seconds()
    found = await world.store.read(lambda db: _by_key(db, key))
    if found is None or found.created_at + LEASE_SECONDS < now:
        raise _denied("Invalid according to Policy: Policy expired.")
    told = {name: value for name, value in parameters.items() if name != "file"}
    if told != found.fields() or "authorization" in request.headers:
        raise _denied("Invalid according to Policy: Policy Condition failed")
    file = parameters.get("file")
    if not isinstance(file, tuple) or next(reversed(parameters)) != "file":
        raise _denied("POST requires exactly one file upload per request.")
    stored = await asyncio.to_thread(world.media.keep, file[2])
    if stored.size > MOST_BYTES[found.mime.partition("/")[0]]:
        raise _denied("Your proposed upload exceeds the maximum allowed size")
    medium = Medium(
        found.asset_id, "reddit", found.account_id, stored.sha256, stored.sniffed.mime,
        stored.size, stored.sniffed.width, stored.sniffed.height, "", now,
    )  # fmt: skip
    await world.store.write(lambda db: add_medium(db, medium, now))
    address = f"{request.url.scheme}://{_uploads(request)}/{quote(key, safe='')}"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>'
        f"<Location>{escape(address)}</Location><Bucket>reddit-uploaded-media</Bucket>"
        f"<Key>{escape(key)}</Key><ETag>{stored.sha256[:32]}</ETag></PostResponse>"
    )
    return Response(body, 201, {"location": address}, media_type="application/xml")


def uploaded_at(
    db: Connection, account_id: str, address: str, mimes: tuple[str, ...] = IMAGES
) -> Medium | None:
    """What the account has uploaded under an address, if it is of such a type."""
    found = _by_key(db, unquote(address).rpartition(f"{UPLOADS}/")[2])
    medium = find_medium(db, account_id, found.asset_id) if found else None
    return medium if medium and medium.mime in mimes else None


def uploaded(db: Connection, account_id: str, asset_id: str) -> Medium | None:
    """What the account has uploaded under an asset's id, if it is a picture."""
    medium = find_medium(db, account_id, asset_id)
    return medium if medium and medium.mime in IMAGES else None


def _uploads(request: Request) -> str:
    return f"{request.url.netloc}{request.scope.get('root_path', '')}{UPLOADS}"


def _denied(words: str) -> Refusal:
    body: dict[str, JSON] = {"Error": {"Code": "AccessDenied", "Message": words}}
    return Refusal(403, body)


def _add(db: Connection, made: _Lease) -> None:
    db.execute(
        "insert into reddit_leases values (?, ?, ?, ?, ?, ?)",
        (made.asset_id, made.account_id, made.mime, made.key, made.policy, made.created_at),
    )


def _by_key(db: Connection, key: str) -> _Lease | None:
    row = db.execute("select * from reddit_leases where key = ?", (key,)).fetchone()
    return _Lease(*row) if row else None
