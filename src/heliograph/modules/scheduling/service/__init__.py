"""The rules of scheduling, one file per use case."""

from heliograph.modules.scheduling.service.dead import DeadLetters
from heliograph.modules.scheduling.service.desk import Desk, SchedulingTools
from heliograph.modules.scheduling.service.piece import Piece
from heliograph.modules.scheduling.service.posts import SchedulingService

__all__ = ["DeadLetters", "Desk", "Piece", "SchedulingService", "SchedulingTools"]
