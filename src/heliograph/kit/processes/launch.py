"""Starts a program that dies with its supervisor: `launch.py SUPERVISOR_PID PROGRAM ARGUMENT…`.

Run as a plain script with nothing imported but the standard library, because it stands between
the supervisor and every start. Linux then ends the program when the supervisor is killed; the bond
survives the change of program.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to the supervisor, then become the program."""
    supervisor, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    # It may have died before the bond was made.
    if os.getppid() != supervisor:
        raise SystemExit(1)
    os.execv(program[0], program)  # noqa: S606 - the supervisor's own command


if __name__ == "__main__":
    main()
