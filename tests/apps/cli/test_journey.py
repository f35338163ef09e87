"""Channels, content and posts from the command line, against the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.cli.support import CommandLine, end
from tests.doubles.sandbox import SandboxProcess
from tests.support.waiting import until

TEXT = "The Moon is in Aries all day"


def test_a_post_goes_out_once_and_its_history_says_so(
    cli: CommandLine, sandbox: SandboxProcess, channel: str
) -> None:
    [listed] = cli("channels", "list", "--json").data
    assert (listed["id"], listed["health"]["state"]) == (channel, "good")
    words = ("posts", "create", "--channel", channel, "--text", TEXT, "--idempotency-key", "one")
    made = cli(*words, "--wait", "--json").data
    assert (made["status"], made["attempts"]) == ("published", 1)
    assert cli(*words, "--json").data["id"] == made["id"]
    assert [post["text"] for post in sandbox.posts()] == [TEXT]
    assert [post["id"] for post in cli("posts", "list", "--json").data] == [made["id"]]
    assert cli("posts", "show", made["id"], "--json").data["remote_id"] == made["remote_id"]
    told = cli("posts", "history", made["id"]).out
    assert "accepted it. Published" in told


def test_what_stands_on_the_sandbox_is_listed(sandbox: SandboxProcess, bare: CommandLine) -> None:
    there = bare.with_variables(HELIOGRAPH_SANDBOX__PORT=str(sandbox.port))
    account = there("sandbox", "account", "bluesky", "leo", "--json").data
    assert account["base_url"] == sandbox.base_url("bluesky")
    assert there("sandbox", "posts", "--json").data == []
    set_off = there("sandbox", "faults", "bluesky", "--set", "lost_answer=0.5", "--json").data
    assert set_off["lost_answer"] == 0.5
    assert there("sandbox", "faults", "bluesky", "--clear", "--json").data["lost_answer"] == 0.0
    refused = there("sandbox", "faults", "bluesky", "--set", "gremlins=1")
    assert "gremlins" in refused.sentence
    assert refused.code == 2


def test_a_sandbox_that_does_not_run_is_told(bare: CommandLine) -> None:
    refused = bare("sandbox", "posts", "--json")
    assert "heliograph up" in refused.sentence
    assert refused.code == 1


def test_content_is_made_and_published_with_its_picture(
    cli: CommandLine, sandbox: SandboxProcess, channel: str, tmp_path: Path
) -> None:
    cli("brands", "create", "--subject", "leo", "--json")
    words = ("content", "generate", "--sign", "leo", "--date", "2026-11-21", "--wait", "--json")
    piece = cli(*words).data
    assert (piece["status"], piece["quality"]["passed"]) == ("ready", True)
    assert [one["id"] for one in cli("content", "list", "--json").data] == [piece["id"]]
    assert piece["text"] in cli("content", "show", piece["id"]).out
    post = cli(
        "posts", "create", "--channel", channel, "--content", piece["id"], "--wait", "--json"
    ).data
    assert post["status"] == "published"
    [standing] = sandbox.posts("mastodon")
    assert piece["hook"] in standing["text"]
    assert len(standing["media"]) == 1


def test_a_media_file_is_uploaded_with_its_alt_text(
    cli: CommandLine, sandbox: SandboxProcess, channel: str, tmp_path: Path
) -> None:
    picture = tmp_path / "dot.gif"
    picture.write_bytes(
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00"
        b"\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    )
    post = cli(
        "posts", "create", "--channel", channel, "--text", TEXT, "--media", str(picture),
        "--alt", "A dot", "--wait", "--json",
    ).data  # fmt: skip
    assert post["status"] == "published"
    assert [medium["alt"] for medium in post["media"]] == ["A dot"]
    assert len(sandbox.posts()[0]["media"]) == 1
    kept = cli("assets", "list", "--json").data[0]["id"]
    words = ("posts", "create", "--channel", channel, "--text", "From the library", "--draft")
    again = cli(*words, "--asset", kept, "--json").data
    assert [medium["asset_id"] for medium in again["media"]] == [kept]


def test_slots_are_given_and_the_next_one_is_taken(cli: CommandLine, channel: str) -> None:
    slots = cli("channels", "slots", channel, "--set", "07:00", "--set", "mon 18:30", "--json").data
    assert [(slot["weekday"], slot["time"]) for slot in slots] == [(None, "07:00"), (0, "18:30")]
    words = ("posts", "create", "--channel", channel, "--text", TEXT, "--next-slot", "--json")
    post = cli(*words).data
    assert post["local_due"][-5:] in {"07:00", "18:30"}
    assert "--wait" in cli(*words).err
    assert cli("posts", "cancel", post["id"], "--json").data["status"] == "cancelled"


def test_wrong_input_gets_one_sentence_and_changes_nothing(
    cli: CommandLine, sandbox: SandboxProcess, channel: str
) -> None:
    base_url = sandbox.base_url("mastodon")
    stranger = "01a1fbaa-2975-781e-965c-70288b767ecf"
    post = ("posts", "create", "--channel", channel)
    refusals = [
        ((*post, "--text", "x" * 501), 2, "500"),
        ((*post, "--text", TEXT, "--at", "2026-11-22T07:00:00"), 2, "with its zone"),
        ((*post, "--text", TEXT, "--now", "--next-slot"), 2, "--at, --now"),
        ((*post, "--text", TEXT, "--media", "none.png"), 2, "none.png"),
        (("posts", "create", "--channel", stranger, "--text", TEXT), 4, "channel"),
        (("posts", "show", stranger), 4, "post"),
        (("content", "generate", "--sign", "leon", "--date", "2026-11-21"), 2, "aries"),
        (("content", "generate", "--date", "2026-11-21"), 2, "--sign"),
        (("channels", "connect", "myspace", "--secret", "a=b"), 2, "mastodon"),
        (("channels", "connect", "mastodon", "--secret", "word"), 2, "name=value"),
        (("channels", "connect", "mastodon", "--base-url", base_url), 2, "access_token"),
        (
            ("channels", "connect", "mastodon", "--base-url", base_url,
             "--secret", "access_token=dead"),
            2, "new token",
        ),
        (
            ("channels", "connect", "mastodon", "--base-url", "http://127.0.0.1:1",
             "--secret", "access_token=x"),
            1, "address and the network",
        ),
    ]  # fmt: skip
    for words, code, part in refusals:
        refused = cli(*words)
        assert part in refused.sentence, words
        assert refused.code == code, words
    assert cli("posts", "list", "--json").data == []
    assert len(cli("channels", "list", "--json").data) == 1


async def test_a_token_drives_a_running_instance_and_a_dead_one_is_refused(
    cli: CommandLine, sandbox: SandboxProcess, channel: str, tmp_path: Path
) -> None:
    key = cli("token", "create", "--name", "tests", "--json").data["key"]
    # Another folder and no database address: everything has to come over HTTP.
    url = {"HELIOGRAPH_URL": f"http://127.0.0.1:{cli.port}"}
    remote = CommandLine(tmp_path, 1, url | {"HELIOGRAPH_TOKEN": key})
    assert "heliograph up" in remote("channels", "list").sentence
    api = cli.start("api")
    worker = cli.start("worker", "--queue", "publishing")
    try:

        async def answers() -> bool:
            return remote("channels", "list").code == 0

        await until(answers)
        assert [one["id"] for one in remote("channels", "list", "--json").data] == [channel]
        words = ("posts", "create", "--channel", channel, "--text", TEXT, "--wait", "--json")
        assert remote(*words).data["status"] == "published"
        dead = remote.with_variables(HELIOGRAPH_TOKEN="hg_dead")("channels", "list")
        assert "token create" in dead.sentence
        assert dead.code == 3
        narrow = cli("token", "create", "--name", "r", "--scope", "posts:read", "--json").data
        reader = remote.with_variables(HELIOGRAPH_TOKEN=narrow["key"])
        assert len(reader("posts", "list", "--json").data) == 1
        refused = reader("channels", "delete", channel)
        assert "channels:delete" in refused.sentence
        assert refused.code == 3
    finally:
        codes = [end(worker), end(api)]
    assert codes[0] == 0
    assert [post["text"] for post in sandbox.posts()] == [TEXT]


@pytest.mark.slow
def test_an_empty_data_folder_gets_its_own_database_and_keeps_what_was_made(
    bare: CommandLine,
) -> None:
    made = bare("brands", "create", "--subject", "leo", "--json").data
    # Two at once: the second waits for the first one's database to be done with.
    slow = bare.start("packs", "list")
    assert [one["id"] for one in bare("brands", "list", "--json").data] == [made["id"]]
    assert slow.wait(timeout=60) == 0
    link = bare("sign-in-link", "--json").data["url"]
    assert link.startswith(f"http://127.0.0.1:{bare.port}/sign-in#token=hl_")
    assert not (bare.home / "postgres" / "data" / "postmaster.pid").exists()
