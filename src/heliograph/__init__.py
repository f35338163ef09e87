"""Heliograph: a self-hosted newsroom in a box."""

import os

__version__ = "0.1.0"

# OpenCV reads these once, when it is first loaded, and for every thread. Its Intel primitives take
# up to twenty times as long for the small grids drawn here, and round otherwise than its own code:
# a picture would not be the same on every processor.
os.environ.setdefault("OPENCV_IPP", "disabled")  # noqa: TID251  # not a setting of ours
# It would warn of that setting at every start.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")  # noqa: TID251
