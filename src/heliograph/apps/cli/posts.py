"""What goes out, when, and what became of it."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.dead_letters import dead_letters, redrive
from heliograph.apps.cli.door import Door, Reply, Request, through
from heliograph.apps.cli.failures import BadInput, Unfinished
from heliograph.apps.cli.given import file_of, pairs_of
from heliograph.apps.cli.naming import BRAND, brand_id_of
from heliograph.apps.cli.printing import AsJSON, note, note_waiting, particulars, show, table

app = typer.Typer(rich_markup_mode=None)
Post = dict[str, Any]
PostID = Annotated[str, typer.Argument(metavar="ID")]
AT_REST = ("published", "failed", "unknown", "needs_reconnect", "cancelled", "draft")
_COLUMNS = {
    "id": "ID",
    "platform": "PLATFORM",
    "status": "STATUS",
    "local_due": "DUE",
    "text": "TEXT",
}
_PATIENCE = 180.0


@app.command("create")
def create(  # noqa: PLR0913 - one parameter for each option
    channel: Annotated[str, typer.Option(metavar="ID", help="Where it goes.")],
    text: Annotated[str | None, typer.Option(help="What it says.")] = None,
    media: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A picture or video; repeat it.")
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Further media files.")
    ] = None,
    asset: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A file of the library, such as a film; repeat it."),
    ] = None,
    alt: Annotated[
        list[str] | None, typer.Option(help="What a picture shows; one per --media, in order.")
    ] = None,
    content: Annotated[str | None, typer.Option(metavar="ID", help="A made piece.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="text, image, carousel, story, reel, video, link, poll.")
    ] = None,
    title: Annotated[str, typer.Option(help="Its title, where the platform has one.")] = "",
    link: Annotated[str | None, typer.Option(help="The address a link post shows.")] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="What the platform asks of a post; repeat it."),
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="One answer of a poll; repeat it.")
    ] = None,
    poll_hours: Annotated[float, typer.Option(help="How long a poll runs.")] = 24.0,
    at: Annotated[
        str | None, typer.Option(help="When, as ISO 8601 with a zone: 2026-11-22T07:00:00+02:00.")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="At once; the default.")] = False,
    next_slot: Annotated[
        bool, typer.Option("--next-slot", help="In the channel's next free slot.")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Keep it without a time.")] = False,
    idempotency_key: Annotated[
        str | None, typer.Option(help="The same command with the same key makes one post.")
    ] = None,
    wait: Annotated[bool, typer.Option(help="Follow it until it is out, or rests.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Plan a post: from a text with media of its own, or from a made piece."""
    body: Post = {"channel_id": channel, "text": text, "content_id": content}
    body |= _when(at, now, next_slot, draft)
    body |= {"kind": kind} if kind else {}
    body["extras"] = {"title": title, "link": link, "options": _options(option or ())}
    if answer:
        body["extras"]["poll"] = {"answers": answer, "seconds": round(poll_hours * 3600)}
    files = [file_of(path) for path in (*(media or ()), *(more or ()))]
    alts = [*(alt or ()), *[""] * len(files)]

    async def ask(door: Door) -> Post:
        body["asset_ids"] = [
            await _upload(door, path, alts[number], _key_of(idempotency_key, number))
            for number, path in enumerate(files)
        ] + list(asset or ())
        if not wait:
            made = await _made(door)
            note_waiting(door.is_alone)
            return made
        async with door.working():
            return await settled(door, (await _made(door))["id"])

    async def _made(door: Door) -> Post:
        post: Post = await door.post("posts", body=body, key=idempotency_key)
        return post

    _tell(through(ask), as_json)


def _options(pairs: Sequence[str]) -> dict[str, bool | int | str]:
    """NAME=VALUE pairs; yes, no and whole numbers are told apart from texts."""
    words: dict[str, bool | int | str] = {"yes": True, "true": True, "no": False, "false": False}
    found = pairs_of(pairs, "--option")
    return {
        name: int(value) if value.isdigit() else words.get(value.lower(), value)
        for name, value in found.items()
    }


@app.command("list")
def list_posts(
    page: int = 1,
    per_page: int = 20,
    status: Annotated[str | None, typer.Option(help="One or more, with commas.")] = None,
    channel: Annotated[str | None, typer.Option(metavar="ID")] = None,
    brand: Annotated[str | None, typer.Option(metavar=BRAND)] = None,
    as_json: AsJSON = False,
) -> None:
    """List posts, the latest due first."""
    params = {
        "page": page,
        "per_page": per_page,
        "status": status,
        "channel_id": channel,
    }

    async def ask(door: Door) -> Reply:
        if brand is not None:
            params["brand_id"] = await brand_id_of(door, brand)
        return await door.ask("GET", ("posts",), Request(params=params))

    found = through(ask)
    rows = [one | {"platform": one["channel"]["platform"]} for one in found.data]
    lines = table(
        rows, _COLUMNS, "There are no posts yet; make one with `heliograph posts create`."
    )
    if (found.pagination.get("pages") or 0) > page:
        lines.append(f"Page {page} of {found.pagination['pages']}; more with --page {page + 1}.")
    show(found.data, as_json, lines)


@app.command("show")
def show_post(post_id: PostID, as_json: AsJSON = False) -> None:
    """Show one post and how it is."""
    found = through(lambda door: door.get("posts", post_id))
    names = ("id", "status_sentence", "text", "due_at", "time_zone", "url", "problem", "metrics")
    where = {"channel": f"{found['channel']['platform']} {found['channel']['handle']}"}
    show(found, as_json, particulars(where | {name: found[name] for name in names}))


@app.command("history")
def history(post_id: PostID, as_json: AsJSON = False) -> None:
    """Tell what happened to a post, oldest first."""
    found = through(lambda door: door.get("posts", post_id, "history"))
    show(found, as_json, (f"{one['at']}  {one['sentence']}" for one in found["entries"]))


app.command("dead-letters")(dead_letters)
app.command("redrive")(redrive)


@app.command("cancel")
def cancel(post_id: PostID, as_json: AsJSON = False) -> None:
    """Stop a post from going out."""
    _act(post_id, "cancel", as_json)


@app.command("approve")
def approve(post_id: PostID, as_json: AsJSON = False) -> None:
    """Say yes to a post that waits for a person."""

    async def ask(door: Door) -> Any:
        post = await door.get("posts", post_id)
        return await door.post("posts", post_id, "approve", body={"revision": post["revision"]})

    _tell(through(ask), as_json)


@app.command("publish-now")
def publish_now(post_id: PostID, as_json: AsJSON = False) -> None:
    """Let a waiting post go out at once."""
    _act(post_id, "publish-now", as_json)


@app.command("retry")
def retry(post_id: PostID, as_json: AsJSON = False) -> None:
    """Try a post again that rests after a failure."""
    _act(post_id, "retry", as_json)


@app.command("unpublish")
def unpublish(post_id: PostID, as_json: AsJSON = False) -> None:
    """Take a post down that stands, or that the platform holds until its time."""
    _act(post_id, "unpublish", as_json)


@app.command("finish-by-hand")
def finish_by_hand(
    post_id: PostID,
    url: Annotated[str | None, typer.Option(help="Where the post stands now.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Say that you have put the post on the platform yourself."""
    _act(post_id, "hand-finish", as_json, {"url": url})


@app.command("resolve")
def resolve(
    post_id: PostID,
    decision: Annotated[str, typer.Option(help="published, resend or give_up.")],
    remote_id: Annotated[
        str | None, typer.Option(help="The post's id on the platform, if you know it.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Say what you saw on the platform about a post whose outcome is unknown."""
    _act(post_id, "resolve", as_json, {"decision": decision, "remote_id": remote_id})


async def settled(door: Door, post_id: str) -> Post:
    """The post once nothing more happens to it by itself; raises `Unfinished`."""
    give_up_at = time.monotonic() + _PATIENCE
    pause = 0.1
    while True:
        post: Post = await door.get("posts", post_id)
        if post["status"] in AT_REST:
            return post
        if time.monotonic() > give_up_at:
            raise Unfinished(f"Post {post_id} is still {post['status']} after {_PATIENCE:g} s")
        await asyncio.sleep(pause)
        pause = min(pause * 1.3, 1.5)


def _act(post_id: str, action: str, as_json: bool, body: Post | None = None) -> None:
    async def ask(door: Door) -> Post:
        found: Post = await door.post("posts", post_id, action, body=body)
        return found

    _tell(through(ask), as_json)


def _tell(post: Post, as_json: bool) -> None:
    where = f"{post['channel']['platform']} {post['channel']['handle']}"
    show(post, as_json, [f"{post['id']}  {where}: {post['status_sentence']}"])
    if post["problem"]:
        note(f"{post['problem']['detail']} {post['problem']['remedy']}".strip())
        raise typer.Exit(1)


def _when(at: str | None, now: bool, next_slot: bool, draft: bool) -> Post:
    given = [at is not None, now, next_slot, draft]
    if sum(given) > 1:
        raise BadInput("More than one time was given", "Use one of --at, --now, --next-slot.")
    if at is not None:
        return {"due_at": at}
    if next_slot:
        return {"next_slot": True}
    return {} if draft else {"now": True}


def _key_of(key: str | None, number: int) -> str | None:
    """A key for the n-th file of a post, so that a repeated command stores it once."""
    return hashlib.sha256(f"{key}:{number}".encode()).hexdigest() if key else None


async def _upload(door: Door, path: Path, alt: str, key: str | None) -> str:
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    files = {"file": (path.name, await asyncio.to_thread(path.read_bytes), mime)}
    reply = await door.ask("POST", ("assets",), Request(files=files, form={"alt": alt}, key=key))
    return str(reply.data["id"])
