"""All hard checks in one call, as the gate makes it."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.quran.quotations import Quotations
from heliograph.extensions.packs.islamic.quran.resembling import Resembling
from heliograph.extensions.packs.islamic.quran.store import Quran
from heliograph.extensions.packs.islamic.respect.keeping import keeping_problems
from heliograph.extensions.packs.islamic.respect.piece import Piece
from heliograph.extensions.packs.islamic.respect.quoting import Sources, quoting_problems
from heliograph.extensions.packs.islamic.respect.showing import showing_problems
from heliograph.extensions.packs.islamic.respect.wording import wording_problems
from heliograph.sdk.problems import Problem

LONGEST = 30_000
"""Characters of a text; a longer one would keep the gate busy for seconds."""


class Respect:
    """Judges pieces against the installed text; make one and keep it, its indexes are slow to
    build. Without an installed text every piece that quotes is refused."""

    def __init__(self, quran: Quran) -> None:
        self._sources = Sources(quran, Quotations(quran), Resembling(quran))

    def problems(self, piece: Piece) -> tuple[Problem, ...]:
        """Every rule the piece breaks; empty when it may be posted."""
        texts = [piece.text, *(text for one in piece.pictures for text in one.texts)]
        length = max(map(len, texts))
        if length > LONGEST:
            found = f"a text of {length:,} characters"
            allowed = f"at most {LONGEST:,} characters"
            return (
                Problem("text", "respect.too_long", found, allowed, "Split it into several posts."),
            )
        return (
            *quoting_problems(piece, self._sources),
            *showing_problems(piece),
            *wording_problems(piece, self._sources),
            *keeping_problems(piece),
        )
