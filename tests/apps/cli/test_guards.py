"""Guards and dead letters from the command line."""

from __future__ import annotations

import pytest

from tests.apps.cli.support import CommandLine
from tests.doubles.sandbox import SandboxProcess


def test_guards_are_shown_and_changed(cli: CommandLine, channel: str) -> None:
    shown = cli("channels", "guards", channel).out
    assert "the platform's default" in shown
    assert "quiet hours   off" in shown

    words = ("--fuse", "3/60", "--quiet", "22:00-07:00", "--auto-retries", "0")
    changed = cli("channels", "guards", channel, *words, "--json").data

    assert changed["guards"] == {
        "fuse": {"posts": 3, "minutes": 60, "is_default": False},
        "quiet_hours": {"starts": "22:00", "ends": "07:00"},
        "auto_retries": 0,
    }
    back = cli("channels", "guards", channel, "--fuse", "default", "--quiet", "off").out
    assert "the platform's default" in back
    assert "quiet hours   off" in back


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fuse", "lots"), "POSTS/MINUTES"),
        (("--quiet", "night"), "FROM-TO"),
        (("--quiet", "22:00-22:00"), "quiet hours must end at another time"),
    ],
)
def test_guards_that_make_no_sense_get_one_sentence(
    cli: CommandLine, channel: str, words: tuple[str, str], said: str
) -> None:
    refused = cli("channels", "guards", channel, *words)

    assert refused.code == 2
    assert said in refused.sentence


def test_dead_letters_are_listed_and_go_again(
    cli: CommandLine, sandbox: SandboxProcess, channel: str
) -> None:
    sandbox.faults("mastodon", script=["refused"], only=["publish"])
    made = cli(
        "posts", "create", "--channel", channel, "--text", "Dead and back", "--wait", "--json"
    )
    assert made.code == 1

    [dead] = cli("posts", "dead-letters", "--reason", "publishing.refused", "--json").data
    assert cli("posts", "dead-letters", "--reason", "publishing.gave_up", "--json").data == []
    assert "publishing.refused" in cli("posts", "dead-letters").out
    [done] = cli("posts", "redrive", "--channel", channel, "--json").data

    assert (done["post_id"], done["outcome"]) == (dead["id"], "redriven")
    again = cli("posts", "redrive", dead["id"])
    assert (again.code, "refused" in again.out) == (1, True)
    assert "There was nothing to let go" in cli("posts", "redrive", "--all").out
    told = cli("posts", "history", dead["id"]).out
    assert "Let go again from the dead letters" in told


def test_a_redrive_without_a_name_or_with_too_many_gets_one_sentence(cli: CommandLine) -> None:
    assert "No post was named" in cli("posts", "redrive").sentence
    assert "Ids and a filter" in cli("posts", "redrive", "some-id", "--all").sentence


def test_nothing_is_let_go_where_nothing_waits(cli: CommandLine, channel: str) -> None:
    assert cli("channels", "let-go", channel, "--json").data == {
        "channel_id": channel,
        "let_go": 0,
    }
