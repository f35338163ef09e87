"""The command line itself: quick help, settings, a reader that goes away."""

from __future__ import annotations

import subprocess
import sys

from heliograph.apps.cli.main import ENTRIES
from tests.apps.cli.support import COMMAND, CommandLine


def test_help_names_every_command(bare: CommandLine) -> None:
    told = bare("--help")
    assert told.code == 0
    assert all(f"\n  {entry.name} " in told.out for entry in ENTRIES)


def test_help_loads_nothing_heavy() -> None:
    words = "import sys; from heliograph.apps.cli.main import main; main(['--help']); "
    heavy = "{'skia', 'cv2', 'skyfield', 'sqlalchemy', 'fastapi', 'numpy', 'pydantic'}"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", f"{words} print('loaded', sorted({heavy} & set(sys.modules)))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.endswith("loaded []\n")


def test_every_command_has_help(bare: CommandLine) -> None:
    for entry in ENTRIES:
        told = bare(entry.name, "--help")
        assert told.code == 0
        assert "usage: heliograph" in told.out.lower()


def test_a_setting_that_cannot_be_read_is_named(bare: CommandLine) -> None:
    refused = bare.with_variables(HELIOGRAPH_PORT="many")("channels", "list")
    assert refused.sentence.startswith("HELIOGRAPH_PORT:")
    assert refused.code == 2


def test_a_reader_that_goes_away_is_no_error(bare: CommandLine) -> None:
    words = (*COMMAND, "text", "generate", "--subject", "all", "--date", "2026-11-21", "--jsonl")
    with subprocess.Popen(  # noqa: S603 - the program under test
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare.environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_version_is_printed(bare: CommandLine) -> None:
    assert bare("version", "--json").data["version"]


def test_a_type_is_known_by_its_beginning(bare: CommandLine) -> None:
    words = ("text", "generate", "--subject", "leo", "--date", "2026-11-21", "--json", "--type")
    assert bare(*words, "daily").data["plan"]["type"] == "daily_horoscope"
    assert bare(*words, "moon").data["plan"]["type"] == "moon_phase"
    assert "Choose one of: monthly, moon_phase." in bare(*words, "mo").sentence
    assert "compatibility" in bare(*words, "fortnight").sentence
