"""Background work: jobs enqueued in the caller's transaction, workers that may die at any time.

A job is a wake-up, not the truth: its function first looks at its own row and is safe to run
twice. PgQueuer does the queueing; nothing outside of this folder knows it.
"""

from heliograph.kit.jobs.queue import JobCount, JobQueue
from heliograph.kit.jobs.registry import Args, JobRegistry, RetryLater
from heliograph.kit.jobs.worker import GRACE, WorkerLost, WorkerUnfinished, run_worker

__all__ = [
    "GRACE",
    "Args",
    "JobCount",
    "JobQueue",
    "JobRegistry",
    "RetryLater",
    "WorkerLost",
    "WorkerUnfinished",
    "run_worker",
]
