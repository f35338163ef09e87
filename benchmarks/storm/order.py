"""What is asked of one storm."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.planning import known

FAULTS = ("kill", "pause", "database", "network")


@dataclass(frozen=True)
class Order:
    """One storm: how much, what goes wrong, and whether the look before a resend is on.

    `kills` counts what the fault counts: kills of workers, trials of paused workers, stops of
    the database, seconds of a cut network.
    """

    posts: int
    kills: int
    lost: float
    refused: float
    seed: int
    platforms: tuple[str, ...]
    guard: bool
    fault: str

    def told(self) -> str:
        """One line for people."""
        guarded = "on" if self.guard else "OFF"
        return (
            f"Storm ({self.fault}): {self.posts} posts on {len(self.platforms)} networks, "
            f"kills {self.kills}, {self.lost:.0%} of answers lost, {self.refused:.0%} refused, "
            f"seed {self.seed}, guard {guarded}"
        )


def read(arguments: Sequence[str] | None) -> Order:
    """The order of a command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.storm")
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--lost", type=float, default=0.07)
    parser.add_argument("--refused", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--platforms", default="")
    parser.add_argument("--guard", choices=("on", "off"), default="on")
    parser.add_argument("--fault", choices=FAULTS, default="kill")
    given = parser.parse_args(arguments)
    return Order(
        given.posts,
        given.kills,
        given.lost,
        given.refused,
        given.seed,
        known(given.platforms),
        given.guard == "on",
        given.fault,
    )
