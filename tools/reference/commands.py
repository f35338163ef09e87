"""The page of all commands."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer

from heliograph.apps.cli import main as command_line
from tools.reference.page import Page


@dataclass(frozen=True)
class Command:
    """One command: the words that call it, its help, and its arguments and options."""

    words: str
    help: str
    parameters: tuple[Any, ...] = ()


def commands() -> list[Command]:
    """Every command of the command line."""
    return [one for entry in command_line.ENTRIES for one in _commands_of(entry)]


def _commands_of(entry: command_line.Entry) -> Iterator[Command]:
    module, _, name = entry.place.partition(":")
    words = f"heliograph {entry.name}"
    if entry.passes_on:
        yield Command(words, f"{entry.help} `{words} --help` tells its options.")
        return
    found = getattr(importlib.import_module(f"heliograph.apps.cli.{module}"), name)
    if isinstance(found, typer.Typer):
        yield from _walk(words, typer.main.get_group(found))
        return
    app = typer.Typer(add_completion=False)
    app.command(help=entry.help)(found)
    yield from _walk(words, typer.main.get_command(app))


def _walk(words: str, command: Any) -> Iterator[Command]:
    below = getattr(command, "commands", None)
    if below is None or getattr(command, "invoke_without_command", False):
        yield Command(words, command.help or command.short_help or "", tuple(command.params))
    for name, inner in sorted((below or {}).items()):
        if not inner.hidden:
            yield from _walk(f"{words} {name}", inner)


def commands_page() -> Page:
    """Every command with its arguments and options."""
    page = Page("Commands")
    page.say(
        "With `HELIOGRAPH_TOKEN` (an API key) a command drives the instance at `HELIOGRAPH_URL`; "
        "without it, it works on the data folder itself, whether an instance runs there or not.",
        "Exit code 0 means it was done. An error is one sentence with its remedy, on standard "
        "error; its exit code stands in [errors.md](errors.md). `--json` prints data for programs.",
    )
    for command in commands():
        page.say(f"## `{command.words}`", " ".join(command.help.split()))
        rows = [_parameter(one) for one in command.parameters if one.name != "help"]
        if rows:
            page.table(("argument or option", "default", "meaning"), rows)
    return page


def _parameter(one: Any) -> tuple[str, str, str]:
    if one.param_type_name == "argument":
        name = f"`{(one.metavar or one.name).upper()}`"
    else:
        name = ", ".join(f"`{word}`" for word in (*one.opts, *one.secondary_opts))
    return name, _default(one), getattr(one, "help", None) or ""


def _default(one: Any) -> str:
    if one.required:
        return "required"
    if isinstance(one.default, bool):
        return "on" if one.default else "off"
    if isinstance(one.default, str | int | float) and one.default != "":
        return f"`{one.default}`"
    return ""
