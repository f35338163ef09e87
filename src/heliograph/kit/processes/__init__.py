"""Processes of an instance: one owner per data folder, and programs that are kept running."""

from heliograph.kit.processes.instance import (
    AT_WORK,
    AlreadyRunning,
    Instance,
    InstanceLock,
    NotStopped,
    running_instance,
    stop_instance,
)
from heliograph.kit.processes.ports import PortTaken, check_port
from heliograph.kit.processes.records import Records
from heliograph.kit.processes.supervisor import Program, Supervisor

__all__ = [
    "AT_WORK",
    "AlreadyRunning",
    "Instance",
    "InstanceLock",
    "NotStopped",
    "PortTaken",
    "Program",
    "Records",
    "Supervisor",
    "check_port",
    "running_instance",
    "stop_instance",
]
