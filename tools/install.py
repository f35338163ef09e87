"""Install a lock file and show how far it has come; run by the Makefile inside `.venv`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

_STEPS = 4
# What pip says once for each package: from an index, from a folder, there already.
_FOUND = ("Collecting ", "Processing ", "Requirement already satisfied")


def locked(file: Path) -> int:
    """How many packages a lock file names."""
    return len(re.findall(r"^[A-Za-z0-9][^\s]*==", file.read_text("utf-8"), re.MULTILINE))


def follow(lines: IO[str], kept: IO[str], total: int) -> None:
    """Print progress in a few lines, and keep everything pip says for the case of failure."""
    seen, told = 0, 0
    for line in lines:
        kept.write(line)
        if line.startswith(_FOUND):
            seen += 1
            if seen * _STEPS // total > told:
                told = seen * _STEPS // total
                print(f"  {min(seen, total)} of {total} packages found", flush=True)
        elif line.startswith("Installing collected packages"):
            print("  unpacking", flush=True)


def install(file: Path) -> int:
    """Install every package of the lock file with its hash checked; returns pip's exit code."""
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--require-hashes", "-r", str(file)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        with subprocess.Popen(  # noqa: S603 - pip of this very environment
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as pip:
            if pip.stdout is not None:
                follow(pip.stdout, kept, max(locked(file), 1))
        if pip.returncode:
            kept.seek(0)
            sys.stderr.writelines(kept.readlines()[-30:])
            print(
                f"The packages of {file} could not be installed; pip's last words stand above. "
                "Check the network and the free space, and run the task again.",
                file=sys.stderr,
            )
    return pip.returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1])))
