"""Videos of an instance: made of a piece, looked at, brought back, removed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from heliograph.apps.cli import (
    video_choices,
    video_editing,
    video_previews,
    video_renders,
    video_styles,
)
from heliograph.apps.cli.door import Door, Reply, Request, through
from heliograph.apps.cli.naming import BRAND, brand_id_of
from heliograph.apps.cli.printing import AsJSON, note, note_waiting, show, table
from heliograph.apps.cli.video_choices import style_named
from heliograph.apps.cli.video_telling import end_badly_if, end_badly_unless_done, told
from heliograph.apps.cli.video_work import ID, Edit, Row, Wait, composed, edited

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {
    "id": "ID",
    "title": "TITLE",
    "status": "STATUS",
    "version": "VERSION",
    "language": "LANGUAGE",
    "updated_at": "CHANGED",
}
_VERSIONS = {"number": "VERSION", "created_at": "KEPT", "change": "BEFORE THE CHANGE"}


@app.command("list")
def list_videos(
    page: int = 1,
    per_page: int = 20,
    status: Annotated[str | None, typer.Option(help="making, ready or failed.")] = None,
    brand: Annotated[str | None, typer.Option(metavar=BRAND, help="Whose.")] = None,
    content: Annotated[str | None, typer.Option(metavar="ID", help="Of which piece.")] = None,
    as_json: AsJSON = False,
) -> None:
    """List videos, the newest first."""
    given: Row = {"content_id": content, "status": status, "page": page, "per_page": per_page}

    async def ask(door: Door) -> Reply:
        if brand is not None:
            given["brand_id"] = await brand_id_of(door, brand)
        return await door.ask("GET", ("videos",), Request(params=given))

    found = through(ask).data
    none = "No video was made yet; begin with `heliograph videos make`."
    show(found, as_json, table(found, _COLUMNS, none))


@app.command("make")
def make_video(  # noqa: PLR0913 - one parameter for each option
    content_id: Annotated[str, typer.Argument(metavar="CONTENT", help="A piece that is ready.")],
    style: Annotated[
        str, typer.Option(help="One of `videos styles list`; empty: the one of the type.")
    ] = "",
    aspect: Annotated[str, typer.Option(help="9:16, 4:5, 1:1 or 16:9.")] = "9:16",
    voice: Annotated[
        str, typer.Option(help="provider:voice, as listed; empty: the usual; none: no speech.")
    ] = "",
    rate: Annotated[float, typer.Option(help="1 is the voice's own pace.", min=0.5, max=2)] = 1.0,
    mood: Annotated[str, typer.Option(help="Of the music; empty: the style's; none: no music.")] = (
        ""
    ),
    render: Annotated[bool, typer.Option(help="Render it as soon as it is made.")] = True,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Make a video of a piece that passed the gate: pictures, voice, music, captions, file."""
    body: dict[str, Any] = {
        "content_id": content_id,
        "aspect": aspect,
        "voice": voice,
        "rate": rate,
        "mood": mood,
        "render": render,
    }

    async def ask(door: Door) -> Row:
        body["style"] = await style_named(door, style)
        if not wait:
            video: Row = await door.post("videos", body=body)
            note_waiting(door.is_alone)
            return video
        async with door.working():
            begun = await door.post("videos", body=body)
            return await composed(door, str(begun["id"]), renders=render)

    video = through(ask)
    show(video, as_json, told(video))
    end_badly_if(video)
    for one in video["renders"][:1] if wait else ():
        end_badly_unless_done(one)


@app.command("show")
def show_video(video_id: ID, as_json: AsJSON = False) -> None:
    """Show a video with its scenes and its renders."""
    video = through(lambda door: door.get("videos", video_id))
    show(video, as_json, told(video))


@app.command("retry")
def retry_video(video_id: ID, wait: Wait = False, as_json: AsJSON = False) -> None:
    """Try again to make a video that could not be made."""

    async def ask(door: Door) -> Row:
        if not wait:
            video: Row = await door.post("videos", video_id, "retry")
            note_waiting(door.is_alone)
            return video
        async with door.working():
            await door.post("videos", video_id, "retry")
            return await composed(door, video_id)

    video = through(ask)
    show(video, as_json, told(video))
    end_badly_if(video)


@app.command("remove")
def remove_video(video_id: ID) -> None:
    """Delete a video with its versions; what is in the library stays there."""
    through(lambda door: door.delete("videos", video_id))
    note("It is removed; finished films stay in the library.")


@app.command("versions")
def list_versions(video_id: ID, as_json: AsJSON = False) -> None:
    """List the earlier versions of a video, the newest first."""
    found = through(lambda door: door.get("videos", video_id, "versions"))
    show(found, as_json, table(found, _VERSIONS, "It was never changed."))


@app.command("restore")
def restore_version(
    video_id: ID,
    number: Annotated[int, typer.Argument(metavar="VERSION", min=1)],
    as_json: AsJSON = False,
) -> None:
    """Bring an earlier version back as the newest; the present one is kept."""
    edit = Edit("POST", ("versions", str(number), "restore"))
    video = through(lambda door: edited(door, video_id, edit))
    show(video, as_json, told(video))


video_editing.register(app)
video_previews.register(app)
video_renders.register(app)
app.add_typer(
    video_styles.app, name="styles", help="The manners of videos: shipped, learned, changed."
)
video_choices.register(app)
