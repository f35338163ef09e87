#!/bin/sh
# Runs the instance for `make up`: tools/up.sh MARK
# A SIGINT that reaches make alone, and not its whole group, is never passed on to us: make deletes
# the target it was making and waits. MARK is that target, so its end is how we hear of the signal.
set -eu
mark=$1
mkdir -p "$(dirname "$mark")"
touch "$mark"
(
    while [ -e "$mark" ]; do
        kill -0 $$ 2>/dev/null || exit 0
        sleep 1
    done
    kill -INT $$
) >/dev/null 2>&1 </dev/null &
exec .venv/bin/heliograph up
