"""What an instance costs when nothing happens, and how fast it starts for the second time.

`heliograph up` on a new home, left alone until its first run is over and calm. Memory is the
proportional share (PSS) of every process `up` started, so that shared pages count once.
Three figures; their baselines are what the product promises.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
from tests.support.running import RunningInstance

from benchmarks.report import Result, report, say

PROMISED_MB, PROMISED_PERCENT, PROMISED_START = 600.0, 2.0, 5.0
CALM_PERCENT, CALM_SECONDS, PATIENCE, WATCHED = 12.0, 5.0, 300.0, 20.0


def main() -> int:
    """Measure and print."""
    instance = RunningInstance()
    try:
        began = time.monotonic()
        instance.start()
        say(f"First start to ready: {time.monotonic() - began:.1f} s")
        wait_until_calm(instance)
        report(memory(instance))
        report(processor(instance))
        instance.stop()
        began = time.monotonic()
        instance.start()
        report(Result("second_start", time.monotonic() - began, "s", PROMISED_START))
    finally:
        instance.remove()
    return 0


def wait_until_calm(instance: RunningInstance) -> None:
    """Return when the first run no longer shows; raises `TimeoutError` if that never comes."""
    began = time.monotonic()
    while True:
        busy = sum(percents(instance, CALM_SECONDS).values())
        if busy < CALM_PERCENT and not any("spawn_main" in one for one in names(instance)):
            say(f"Calm after {time.monotonic() - began:.0f} s")
            return
        say(f"Not calm yet: {busy:.0f} % of a core")
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"all processes together still use {busy:.0f} % of a core")


def memory(instance: RunningInstance) -> Result:
    """Megabytes of everything together."""
    shares: dict[str, float] = {}
    for process in family(instance):
        shares[named(process)] = shares.get(named(process), 0.0) + pss_mb(process.pid)
    for name, share in sorted(shares.items(), key=lambda pair: -pair[1]):
        say(f"  {share:6.1f} MB  {name}")
    return Result("idle_memory", sum(shares.values()), "MB", PROMISED_MB)


def processor(instance: RunningInstance) -> Result:
    """Percent of a core of the process that uses most."""
    spent = percents(instance, WATCHED)
    for name, percent in sorted(spent.items(), key=lambda pair: -pair[1])[:6]:
        say(f"  {percent:5.2f} %   {name}")
    return Result("idle_cpu", max(spent.values()), "% of a core", PROMISED_PERCENT)


def percents(instance: RunningInstance, seconds: float) -> dict[str, float]:
    """Processor use of each process over a while, in percent of a core."""
    before = {process: _spent(process) for process in family(instance)}
    time.sleep(seconds)
    used: dict[str, float] = {}
    for process, spent in before.items():
        with suppress(psutil.NoSuchProcess):
            name = f"{named(process)} ({process.pid})"
            used[name] = (_spent(process) - spent) / seconds * 100
    return used


def family(instance: RunningInstance) -> list[psutil.Process]:
    """`up` and everything it started; the database left its family but not its home."""
    parent = psutil.Process(instance.pid)
    members = [parent, *parent.children(recursive=True)]
    known = {process.pid for process in members}
    file = Path(instance.home) / "data" / "postgres" / "data" / "postmaster.pid"
    server = psutil.Process(int(file.read_text().split()[0]))
    others = (server, *server.children(recursive=True))
    return members + [process for process in others if process.pid not in known]


def names(instance: RunningInstance) -> list[str]:
    """The command lines of the whole family. Picture making comes in processes that leave again."""
    found = []
    for process in family(instance):
        with suppress(psutil.NoSuchProcess):
            found.append(" ".join(process.cmdline()))
    return found


def named(process: psutil.Process) -> str:
    """What a process is, by its command line."""
    words = process.cmdline()
    if not words or "postgres" in words[0]:
        return "postgres"
    place = words.index("-m") + 1 if "-m" in words else 0
    queue = words[words.index("--queue") + 1] if "--queue" in words else ""
    return f"{words[place]} {queue}".strip()


def pss_mb(pid: int) -> float:
    """A process's proportional share of memory."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


if __name__ == "__main__":
    sys.exit(main())
