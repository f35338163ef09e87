"""Entry point of `heliograph`. Only the module of the command that was asked for is imported."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from heliograph.apps.cli.failures import explained
from heliograph.kit.collecting import collect_rarely, leave_all

_PLACE = "heliograph.apps.cli"
_ABOUT = (
    "Make, approve, publish exactly once, measure, learn.\n\n"
    "With HELIOGRAPH_TOKEN, an API key, commands drive the instance at HELIOGRAPH_URL; without it "
    "they work on the data folder HELIOGRAPH_HOME itself, whether an instance runs there or not."
)
_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@dataclass(frozen=True)
class Entry:
    """One word after `heliograph`: where its code is, and its line in the help."""

    name: str
    place: str
    help: str
    passes_on: bool = False
    """Whether everything that follows is for another program's own parser."""

    @property
    def is_group(self) -> bool:
        """Whether further words follow."""
        return self.place.endswith(":app")


ENTRIES = (
    Entry("up", "programs:up", "Start everything and keep it running until Ctrl-C."),
    Entry("stop", "programs:stop", "Stop the instance that runs on this data folder."),
    Entry("worker", "programs:worker", "Run background jobs, here or on another machine.", True),
    Entry("api", "programs:api", "Serve the API and the dashboard alone."),
    Entry("sandbox", "sandbox:app", "The networks on this machine: start them, look, break them."),
    Entry("sign-in-link", "access:sign_in_link", "Print a link that signs the owner in, once."),
    Entry("token", "access:app", "API keys for other programs."),
    Entry("brands", "brands:app", "Who speaks."),
    Entry("packs", "packs:app", "The niches that can be spoken about."),
    Entry("platforms", "platforms:app", "The networks that can be connected."),
    Entry("connectors", "connectors:app", "The connectors of this version."),
    Entry("channels", "channels:app", "Connected accounts and their times."),
    Entry("providers", "providers:app", "Models that write and paint, and what they cost."),
    Entry("content", "content:app", "Made pieces: text, picture and their check."),
    Entry("templates", "templates:app", "Texts with places to fill, and the prompts of models."),
    Entry("plan", "plans:app", "Many pieces at once: a month for one brand or for all."),
    Entry("videos", "video_projects:app", "Videos of made pieces: made, changed, rendered."),
    Entry("assets", "assets:app", "The library: files, folders, licences, versions."),
    Entry("posts", "posts:app", "What goes out, when, and what became of it."),
    Entry("facts", "facts:app", "The computed sky."),
    Entry("quran", "quran:app", "The Qur'an's text: bring it, look verses up, search."),
    Entry("hijri", "hijri:hijri", "The Hijri date of a day, or the occasions of a year."),
    Entry("prayer", "prayer:prayer", "The times of prayer of a place."),
    Entry("hadith", "hadith:app", "Hadith that you bring, with grade and source."),
    Entry("text", "texts:app", "Texts made on the spot, without an instance."),
    Entry("voice", "voices:app", "Texts spoken on the spot, without an instance."),
    Entry("music", "music:app", "Beds of music made on the spot, without an instance."),
    Entry("image", "images:app", "Pictures made on the spot, without an instance."),
    Entry("video", "videos:app", "Videos rendered on the spot, without an instance."),
    Entry("style", "styles:app", "The manner of a video: measured, compared, applied."),
    Entry("try", "attempt:attempt", "Make one piece and publish it to three sandbox networks."),
    Entry("doctor", "doctor:doctor", "Check this instance and say how to mend what is broken."),
    Entry("version", "programs:version", "Print the version."),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    entry = next((one for one in ENTRIES if given[:1] == [one.name]), None)
    if not given or (entry and entry.is_group and len(given) == 1 and entry.name != "sandbox"):
        given.append("--help")
    collect_rarely()
    try:
        outcome = _application(entry).main(
            args=given, prog_name="heliograph", standalone_mode=False
        )
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain at the end about that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except BaseException as error:
        failure = explained(error)
        if failure is None:
            raise
        sys.stderr.write(f"{failure.sentence}\n")
        return failure.exit_code
    finally:
        leave_all()
    return outcome if isinstance(outcome, int) else 0


def _application(asked: Entry | None) -> Any:
    """Typer's command for all words; those that were not asked for are mere lines of help."""
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_ABOUT,
    )
    app.callback()(_nothing)
    for entry in ENTRIES:
        function = _code(entry) if entry is asked else _absent
        if isinstance(function, typer.Typer):
            app.add_typer(function, name=entry.name, help=entry.help)
            continue
        settings = _PASSED_ON if entry.passes_on else None
        words = None if entry is asked else entry.help
        app.command(entry.name, help=words, context_settings=settings)(function)
    return typer.main.get_command(app)


def _code(entry: Entry) -> typer.Typer | Callable[..., Any]:
    module, _, name = entry.place.partition(":")
    found: typer.Typer | Callable[..., Any] = getattr(
        importlib.import_module(f"{_PLACE}.{module}"), name
    )
    return found


def _nothing() -> None:
    """What the first word itself does."""


def _absent() -> None:
    """Stands for a command whose code was not asked for."""


if __name__ == "__main__":
    sys.exit(main())
