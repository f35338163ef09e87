#!/bin/sh
# Writes all lock files anew. They hold versions and hashes, never an address.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
[ -n "$uv" ] || uv=.venv/bin/uv
if [ ! -x "$uv" ]; then
    echo "This task needs uv. Install it with the system's packages, or with: .venv/bin/python -m pip install uv" >&2
    exit 1
fi

lock() {
    target=$1
    shift
    echo "Writing $target"
    "$uv" pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@" --output-file "$target"
}

lock requirements/base.txt pyproject.toml
lock requirements/dev.txt pyproject.toml --extra dev -c requirements/base.txt
lock requirements/build.txt requirements/build.in -c requirements/dev.txt --no-annotate
lock requirements/bucket.txt requirements/bucket.in --no-annotate
lock requirements/node.txt requirements/node.in --no-annotate
