"""Files made harmless and discreet while they arrive: one cleaner for each kind."""

from heliograph.modules.assets.cleaning.cleaner import Cleaner
from heliograph.modules.assets.cleaning.kinds import cleaner_for

__all__ = ["Cleaner", "cleaner_for"]
