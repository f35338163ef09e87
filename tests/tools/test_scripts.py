"""The shell scripts, on machines that lack something."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

NEEDED = ("sh", "dirname", "head", "grep", "rm", "touch", "mkdir", "env")
OLD_PYTHON = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with our scripts and a path that holds only the plainest programs."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("fonts"))
    (tmp_path / "bin").mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def give(clone: Path, name: str, script: str) -> None:
    """Put a program on the machine."""
    file = clone / "bin" / name
    file.write_text(script)
    file.chmod(0o755)


def run(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a script of ours on that machine."""
    return subprocess.run(  # noqa: S603 - our own scripts
        [str(clone / words[0]), *words[1:]],
        env={"PATH": str(clone / "bin"), "HOME": str(clone)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("names", [(), ("python3",)])
def test_without_a_new_enough_python_there_is_one_clear_sentence(
    clone: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        give(clone, name, OLD_PYTHON)
    done = run(clone, "tools/venv.sh")
    assert done.returncode == 1
    assert "Heliograph needs Python 3.11 or newer" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (clone / ".venv").exists()


def test_a_python_without_venv_names_the_package_that_is_missing(clone: Path) -> None:
    script = '[ "$1" = "-c" ] && exit 0\necho Python 3.11 && [ "$1" != "-m" ]\n'
    give(clone, "python3", f"#!/bin/sh\n{script}")
    done = run(clone, "tools/venv.sh")
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert not (clone / ".venv").exists()


def test_an_environment_that_works_is_kept(clone: Path) -> None:
    inside = clone / ".venv/bin"
    inside.mkdir(parents=True)
    (inside / "python").write_text("#!/bin/sh\nexit 0\n")
    (inside / "python").chmod(0o755)
    (inside / "pip").write_text(f"#!{inside}/python\n")
    done = run(clone, "tools/venv.sh")
    assert (done.returncode, done.stdout) == (0, "")
    assert (inside / "pip").exists()


def test_an_environment_of_another_folder_is_not_kept(clone: Path) -> None:
    inside = clone / ".venv/bin"
    inside.mkdir(parents=True)
    (inside / "python").write_text("#!/bin/sh\nexit 0\n")
    (inside / "python").chmod(0o755)
    (inside / "pip").write_text("#!/elsewhere/.venv/bin/python\n")
    assert run(clone, "tools/venv.sh").returncode == 1


def test_a_new_node_of_the_machine_is_used_as_it_is(clone: Path) -> None:
    give(clone, "node", "#!/bin/sh\nexit 0\n")
    give(clone, "npm", '#!/bin/sh\necho "npm was given $*"\n')
    done = run(clone, "tools/node.sh", "npm", "ci")
    assert (done.returncode, done.stdout) == (0, "npm was given ci\n")


def test_without_any_node_the_remedy_is_named(clone: Path) -> None:
    done = run(clone, "tools/node.sh", "npm", "ci")
    assert done.returncode == 1
    assert "Install Node 20.19 or newer" in done.stderr


@pytest.mark.parametrize("user", ["0", "1000"])
def test_a_browser_that_cannot_be_installed_is_told_and_stops_nothing(
    clone: Path, user: str
) -> None:
    give(clone, "id", f"#!/bin/sh\necho {user}\n")
    assert run(clone, "tools/browser.sh").returncode == 0
    assert "browser tests are skipped" in run(clone, "tools/browser.sh").stdout
