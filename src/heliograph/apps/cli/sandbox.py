"""The sandbox: the server itself, and what its control API tells and takes."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from heliograph.apps.cli.failures import BadInput, InstanceAway, Refused
from heliograph.apps.cli.given import pairs_of
from heliograph.apps.cli.printing import AsJSON, particulars, show, table
from heliograph.kit.settings import Settings, load_settings

app = typer.Typer(rich_markup_mode=None)
_POSTS = {
    "platform": "PLATFORM",
    "account": "ACCOUNT",
    "created_at": "AT",
    "id": "ID",
    "text": "TEXT",
}
_SECONDS = 30.0


class SandboxAway(InstanceAway):
    """No sandbox answers."""

    code = "cli.sandbox_away"
    title = "The sandbox does not answer"
    remedy = "Start it with `heliograph up`, or alone with `heliograph sandbox`."


@app.callback(invoke_without_command=True)
def sandbox(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="0 takes the instance's sandbox port.")] = 0,
    home: Annotated[
        Path | None, typer.Option(help="Its folder. Default: in the data folder.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which audiences live there.")] = 1,
) -> None:
    """The networks on this machine. Without a further word: start them, until Ctrl-C."""
    if context.invoked_subcommand is None:
        _serve(port, home, seed)


@app.command("start")
def start(
    port: Annotated[int, typer.Option(help="0 takes the instance's sandbox port.")] = 0,
    home: Annotated[
        Path | None, typer.Option(help="Its folder. Default: in the data folder.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which audiences live there.")] = 1,
) -> None:
    """Start every network of the sandbox, until Ctrl-C."""
    _serve(port, home, seed)


def _serve(port: int, home: Path | None, seed: int) -> None:
    settings = load_settings()
    wanted = port or int(settings.sandbox_url.rsplit(":", 1)[1])
    arguments = ["--port", str(wanted), "--home", str(home or settings.home / "sandbox")]
    program = importlib.import_module("heliograph.apps.sandbox.__main__")
    raise typer.Exit(program.main([*arguments, "--seed", str(seed)]))


@app.command("posts")
def posts(
    platform: Annotated[str | None, typer.Option(help="Only this network.")] = None,
    account: Annotated[str | None, typer.Option(help="Only this account.")] = None,
    as_json: AsJSON = False,
) -> None:
    """List what really stands on the sandbox, oldest first."""
    found = control("GET", "/posts", params={"platform": platform, "account": account})
    show(found, as_json, table(found, _POSTS, "Nothing stands on the sandbox yet."))


@app.command("account")
def account(
    platform: Annotated[str, typer.Argument(help="A network of the sandbox, such as mastodon.")],
    handle: Annotated[str, typer.Argument(help="The name of the account.")],
    name: Annotated[str, typer.Option(help="What readers see.")] = "",
    as_json: AsJSON = False,
) -> None:
    """Make an account on a sandbox network, or find it; its secrets connect a channel."""
    wanted = {"platform": platform, "handle": handle, "name": name}
    found = control("POST", "/accounts", body=wanted)
    secrets = " ".join(f"--secret {key}={value}" for key, value in found["secrets"].items())
    line = f"heliograph channels connect {platform} --base-url {found['base_url']} {secrets}"
    show(found, as_json, [line])


@app.command("faults")
def faults(
    platform: Annotated[str, typer.Argument(help="A network of the sandbox, such as mastodon.")],
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Such as lost_answer=0.07; repeat it."),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="End all trouble.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Show what goes wrong on a network, or start another programme of faults."""
    if given and clear:
        raise BadInput("--set and --clear exclude each other", "Use one of them.")
    path = f"/faults/{platform}"
    programme = {name: _number(text) for name, text in pairs_of(given or (), "--set").items()}
    found = control("PUT", path, body=programme) if given or clear else control("GET", path)
    show(found, as_json, particulars({name: value for name, value in found.items() if value}))


def control(method: str, path: str, *, params: Any = None, body: Any = None) -> Any:
    """One call of the control API; raises `SandboxAway` or `Refused`."""
    settings = load_settings()
    origin = _origin(settings)
    wanted = {name: value for name, value in (params or {}).items() if value is not None}
    try:
        answer = httpx.request(
            method,
            f"{origin}/_sandbox{path}",
            params=wanted,
            json=body,
            timeout=_SECONDS,
            trust_env=False,
        )
        found = answer.json()
    except (httpx.TransportError, ValueError) as error:
        raise SandboxAway(f"No sandbox answers at {origin}") from error
    if not answer.is_success:
        detail = found.get("error", "") if isinstance(found, dict) else ""
        status = 422 if answer.status_code == 404 else answer.status_code
        raise Refused(status, [{"detail": detail}])
    return found


def _origin(settings: Settings) -> str:
    """Where the sandbox of the running instance really is, if one runs here."""
    try:
        known = json.loads((settings.home / "run.json").read_text())
        return str(known["urls"]["sandbox"])
    except (OSError, ValueError, KeyError, TypeError):
        return settings.sandbox_url


def _number(text: str) -> Any:
    """A value as the control API reads it: numbers, true and false, or words with commas."""
    try:
        return json.loads(text)
    except ValueError:
        return text.split(",")
