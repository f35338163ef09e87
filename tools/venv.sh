#!/bin/sh
# Makes .venv with the first Python of at least 3.11 that this machine has; keeps one that works.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)

is_new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Programs in a moved or copied .venv name the folder they were installed in.
works_here() {
    is_new_enough .venv/bin/python &&
        .venv/bin/python -m pip --version >/dev/null 2>&1 &&
        head -n 1 .venv/bin/pip 2>/dev/null | grep -qF "$here/.venv"
}

if works_here; then
    exit 0
fi

chosen=""
for python in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
    if is_new_enough "$python"; then
        chosen=$python
        break
    fi
done
if [ -z "$chosen" ]; then
    echo "Heliograph needs Python 3.11 or newer, and none was found. Install one, or name it: make up PYTHON=/path/to/python3.11" >&2
    exit 1
fi

echo "Making .venv with $("$chosen" --version 2>&1)"
rm -rf .venv
if ! "$chosen" -m venv .venv; then
    rm -rf .venv
    echo "Python could not make a virtual environment. On Debian and Ubuntu install the package python3-venv, then run the task again." >&2
    exit 1
fi
