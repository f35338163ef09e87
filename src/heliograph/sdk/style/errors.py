"""What can be wrong with a style or with the video it is to be learned from."""

from __future__ import annotations


class CannotAnalyse(ValueError):
    """The file cannot be analysed; the message says why, in words for a person."""


class StyleBroken(ValueError):
    """A style file that cannot be used; `faults` say what is wrong, and where in it."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{name}: " + "; ".join(faults))
        self.faults = faults
