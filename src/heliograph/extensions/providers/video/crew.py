"""Worker processes and who does what: pieces side by side, each made once.

A worker stays with a scene, whose sources it has made ready, as long as there is work on it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import TypeAlias

import cv2
import psutil

from heliograph.extensions.providers.video.pieces import Piece
from heliograph.extensions.providers.video.sounding import Sounding
from heliograph.extensions.providers.video.worker import Assignment, Bench, Job, main
from heliograph.sdk.video import CannotRender, RenderCancelled, Stop

WORKER_BYTES = 450_000_000
"""What one worker holds at 1080 x 1920."""
_SPARED_BYTES = 300_000_000
_WORTH_A_WORKER = 90
"""Frames for which a process of their own is quicker than waiting for another to make them."""
_BRIEF = 600
"""Frames up to which pictures and sound are in memory together."""
_LOOK_SECONDS = 0.1
_TRIES = 2
Heard: TypeAlias = Callable[[int], None]


def hands(asked: int, frames: int) -> int:
    """How many workers there shall be: as asked, or one for each core; never more than memory
    and work allow."""
    # Not every system tells which cores are ours.
    ours = getattr(os, "sched_getaffinity", None)
    cores = len(ours(0)) if ours else os.cpu_count() or 1
    room = (psutil.virtual_memory().available - _SPARED_BYTES) // WORKER_BYTES
    worth = -(-frames // _WORTH_A_WORKER)
    return max(1, min(asked or cores, room, worth))


def work_alone(assignment: Assignment, jobs: Sequence[Job], heard: Heard, stop: Stop) -> None:
    """Do all jobs in this process; the sound of something brief beside its pictures."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)

    def tell(frames: int) -> None:
        if stop():
            raise RenderCancelled
        heard(frames)

    pieces = [job for job in jobs if isinstance(job, Piece)]
    sounds = [job for job in jobs if isinstance(job, Sounding)]
    try:
        bench = Bench(assignment)
        with ThreadPoolExecutor(1) as beside:
            begun = [beside.submit(bench.work, job, tell) for job in sounds]
            is_brief = sum(one.frames for one in pieces) <= _BRIEF
            for one in begun if not is_brief else ():
                one.result()
            for job in pieces:
                if stop():
                    raise RenderCancelled
                bench.work(job, tell)
            for one in begun:
                one.result()
    finally:
        cv2.setNumThreads(threads)


def work_together(
    assignment: Assignment, jobs: Sequence[Job], workers: int, heard: Heard, stop: Stop
) -> None:
    """Do all jobs in worker processes; they are ended when one fails or somebody stops."""
    crew = _Crew(assignment, list(jobs))
    try:
        crew.run(workers, heard, stop)
    finally:
        crew.dismiss()


@dataclass
class _Hand:
    process: SpawnProcess
    connection: Connection
    job: Job | None = None
    told: int = 0
    """Frames of the present job that were heard of."""


@dataclass
class _Crew:
    assignment: Assignment
    waiting: list[Job]
    hands: list[_Hand] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)
    relieved: list[SpawnProcess] = field(default_factory=list)
    """Workers that have nothing left to do but to end."""

    def run(self, workers: int, heard: Heard, stop: Stop) -> None:
        for _ in range(workers):
            self._hire()
        while any(hand.job is not None for hand in self.hands):
            if stop():
                raise RenderCancelled
            ready = wait([hand.connection for hand in self.hands], _LOOK_SECONDS)
            for hand in [one for one in self.hands if one.connection in ready]:
                self._listen(hand, heard)

    def dismiss(self) -> None:
        processes = [*self.relieved, *(hand.process for hand in self.hands)]
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()
        for hand in self.hands:
            hand.connection.close()
        self.hands.clear()

    def _hire(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=main, args=(theirs, self.assignment, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        hand = _Hand(process, ours)
        self.hands.append(hand)
        self._give(hand, None)

    def _give(self, hand: _Hand, last: Job | None) -> None:
        """The next job: of the same scene, else of the one with the most work left that nobody
        is at."""
        hand.job, hand.told = self._next(last), 0
        if hand.job is not None:
            self.waiting.remove(hand.job)
        hand.connection.send(hand.job)

    def _next(self, last: Job | None) -> Job | None:
        if not self.waiting:
            return None
        sounds = [one for one in self.waiting if isinstance(one, Sounding)]
        if sounds:
            return sounds[0]
        found = [one for one in self.waiting if isinstance(one, Piece)]
        here = last.position if isinstance(last, Piece) else -1
        same = [one for one in found if one.position == here]
        if same:
            return same[0]
        busy = {hand.job.position for hand in self.hands if isinstance(hand.job, Piece)}
        free = [one for one in found if one.position not in busy]
        # Nobody is at it: begin at its start. Somebody is: help from its end.
        return free[0] if free else found[-1]

    def _listen(self, hand: _Hand, heard: Heard) -> None:
        try:
            word, value, why = hand.connection.recv()
        except (EOFError, ConnectionResetError):
            self._replace(hand, heard)
            return
        if word == "frames":
            hand.told += int(value)
            heard(int(value))
        elif word == "done" and isinstance(hand.job, Sounding):
            self._relieve(hand)
        elif word == "done":
            self._give(hand, hand.job)
        elif word == "refused":
            raise CannotRender(why)
        elif word == "system":
            raise OSError(int(value), why)
        else:
            raise RuntimeError(f"A worker failed:\n{why}")

    def _relieve(self, hand: _Hand) -> None:
        """What makes sound is large and stays loaded: another worker goes on with pictures."""
        hand.job = None
        self.hands.remove(hand)
        hand.connection.send(None)
        hand.connection.close()
        self.relieved.append(hand.process)
        if self.waiting:
            self._hire()

    def _replace(self, hand: _Hand, heard: Heard) -> None:
        """A worker died, most likely for want of memory: another one tries once more."""
        self.hands.remove(hand)
        hand.process.join(5)
        hand.connection.close()
        job = hand.job
        if job is None:
            return
        heard(-hand.told)
        self.failures[job.key] = self.failures.get(job.key, 0) + 1
        if self.failures[job.key] >= _TRIES:
            raise RuntimeError(
                f"A worker ended twice at the same place (exit code {hand.process.exitcode}); it "
                "may have run out of memory. Render with fewer workers."
            )
        self.waiting.insert(0, job)
        self._hire()
