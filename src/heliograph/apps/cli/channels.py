"""Connected accounts and their repeating times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from heliograph.apps.cli.consents import connect_in_browser
from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import pairs_of
from heliograph.apps.cli.guards import guards, let_go
from heliograph.apps.cli.naming import BRAND, brand_ids_of
from heliograph.apps.cli.printing import AsJSON, note, particulars, show, table

app = typer.Typer(rich_markup_mode=None)
ChannelID = Annotated[str, typer.Argument(metavar="ID")]
Channel = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT = re.compile(rf"(?:({'|'.join(DAYS)})\s+)?(\d\d:\d\d)", re.IGNORECASE)
_COLUMNS = {
    "id": "ID",
    "platform": "PLATFORM",
    "handle": "HANDLE",
    "state": "STATE",
    "sentence": "HOW IT IS",
}


@app.command("connect")
def connect(  # noqa: PLR0913 - one parameter for each option
    platform: Annotated[str, typer.Argument(help="`heliograph platforms list` names them.")],
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Further secrets.")
    ] = None,
    secret: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A secret of the account; repeat it."),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="Another server that speaks the platform's protocol.")
    ] = None,
    brand: Annotated[
        list[str] | None, typer.Option(metavar=BRAND, help="A brand that speaks here; repeat it.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="How lists call it.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Zone of its times. Default UTC.")] = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Allow the access in the browser; prints the link.")
    ] = False,
    choice: Annotated[
        str | None, typer.Option(metavar="ID", help="With --browser: which of several accounts.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Connect an account. The platform is asked whom the secrets belong to.

    With --browser the secrets are client_id and client_secret of your own app, where the platform
    needs one and they were not given before.
    """
    if browser:
        order: dict[str, Any] = {"platform": platform, "base_url": base_url}
        order |= pairs_of([*(secret or ()), *(more or ())], "--secret")

        async def allow(door: Door) -> Channel:
            order["brand_ids"] = await brand_ids_of(door, brand or ())
            return await connect_in_browser(door, order, choice)

        allowed = through(allow)
        show(allowed, as_json, [_connected(allowed)])
        return
    body: dict[str, Any] = {
        "platform": platform,
        "base_url": base_url,
        "secrets": pairs_of([*(secret or ()), *(more or ())], "--secret"),
        "name": name,
        "time_zone": time_zone,
    }

    async def ask(door: Door) -> Channel:
        body["brand_ids"] = await brand_ids_of(door, brand or ())
        made: Channel = await door.post("channels", body=body)
        return made

    made = through(ask)
    show(made, as_json, [_connected(made)])


@app.command("list")
def list_channels(as_json: AsJSON = False) -> None:
    """List the connected accounts and how they are."""
    found = through(lambda door: door.get("channels"))
    none = "No account is connected yet; connect one with `heliograph channels connect`."
    show(found, as_json, table([one | one["health"] for one in found], _COLUMNS, none))


@app.command("show")
def show_channel(channel_id: ChannelID, as_json: AsJSON = False) -> None:
    """Show one connected account."""
    found = through(lambda door: door.get("channels", channel_id))
    show(found, as_json, particulars(found))


@app.command("check")
def check(channel_id: ChannelID, as_json: AsJSON = False) -> None:
    """Ask the platform how the channel is."""

    async def ask(door: Door) -> Channel:
        found: Channel = await door.post("channels", channel_id, "check")
        return found

    found = through(ask)
    show(found, as_json, [found["health"]["sentence"]])
    if found["health"]["state"] == "failed":
        raise typer.Exit(1)


@app.command("test")
def try_out(
    channel_id: ChannelID,
    asset: Annotated[
        str | None, typer.Option(metavar="ID", help="A stored file, where a post needs one.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Publish a test, as private as can be; it is taken down as soon as it stands."""

    async def ask(door: Door) -> Channel:
        body = {"asset_id": asset}
        made: Channel = await door.post("channels", channel_id, "test-post", body=body)
        return made

    made = through(ask)
    show(made, as_json, [f"The test is post {made['id']}. {made['status_sentence']}"])


@app.command("calls")
def calls(channel_id: ChannelID, as_json: AsJSON = False) -> None:
    """Say what to enter at the platform so that it calls us."""

    async def ask(door: Door) -> Channel | None:
        found: Channel | None = await door.post("channels", channel_id, "calls")
        return found

    found = through(ask)
    if found is None:
        show({}, as_json, ["This platform makes no calls."])
        return
    lines = [f"address  {found['address']}", f"word     {found['word'] or '-'}"]
    if not found["is_ready"]:
        lines.append(
            f"It calls once {found['secret']} is kept here and HELIOGRAPH_PUBLIC_URL is https."
        )
    show(found, as_json, lines)


@app.command("doctor")
def doctor(channel_id: ChannelID, as_json: AsJSON = False) -> None:
    """Look at everything a channel's posts depend on, and say how to mend what is wrong."""

    async def ask(door: Door) -> list[Channel]:
        found: list[Channel] = await door.post("channels", channel_id, "doctor")
        return found

    found = through(ask)
    signs = {"good": "ok", "warning": "!!", "broken": "XX"}
    lines = [f"{signs[one['state']]}  {one['sentence']} {one['remedy']}".rstrip() for one in found]
    show(found, as_json, lines)
    if any(one["state"] == "broken" for one in found):
        raise typer.Exit(1)


@app.command("reconnect")
def reconnect(
    channel_id: ChannelID,
    secret: Annotated[list[str], typer.Option(metavar="NAME=VALUE", help="A fresh secret.")],
    as_json: AsJSON = False,
) -> None:
    """Give a channel new secrets; what waited for them goes out."""
    body = {"secrets": pairs_of(secret, "--secret")}

    async def ask(door: Door) -> Channel:
        found: Channel = await door.post("channels", channel_id, "reconnect", body=body)
        return found

    found = through(ask)
    show(found, as_json, [found["health"]["sentence"]])


@app.command("slots")
def slots(
    channel_id: ChannelID,
    replace_by: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="TIME", help="07:00 for every day or `mon 07:00`; repeat it."
        ),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Show the repeating times of a channel, or give it others."""
    wanted = [_slot(text) for text in replace_by or ()]

    async def ask(door: Door) -> list[Channel]:
        path = ("channels", channel_id, "slots")
        found: list[Channel] = await (door.put(*path, body=wanted) if wanted else door.get(*path))
        return found

    found = through(ask)
    show(found, as_json, _slot_lines(found))


app.command("guards")(guards)
app.command("let-go")(let_go)


@app.command("delete")
def delete(channel_id: ChannelID) -> None:
    """Forget a channel and erase its secrets; its posts stay in the history."""
    through(lambda door: door.delete("channels", channel_id))
    note("The channel is gone and its secrets are erased.")


def _connected(made: Channel) -> str:
    return f"Connected {made['handle']} on {made['platform']}: {made['id']}"


def _slot(text: str) -> dict[str, str | int | None]:
    found = _SLOT.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{text!r} is not a repeating time", "Write 07:00 or `mon 07:00`.")
    day, clock = found.groups()
    return {"time": clock, "weekday": DAYS.index(day.lower()) if day else None}


def _slot_lines(found: Sequence[Channel]) -> list[str]:
    if not found:
        return ["The channel has no slots; give it some with --set 07:00."]
    return [
        f"{'every day' if one['weekday'] is None else DAYS[one['weekday']]} {one['time']}"
        for one in found
    ]
