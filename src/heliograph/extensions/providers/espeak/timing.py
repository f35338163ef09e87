"""From the engine's events to a time for every written word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from heliograph.extensions.providers.espeak.clauses import Clause
from heliograph.extensions.providers.espeak.engine import Spoken

Times = dict[int, tuple[float, float]]
"""Number of the word in the text: start and end in seconds from the start of its clause."""


def times_of(clause: Clause, spoken: Spoken) -> Times:
    """When every word of the clause sounds. Words that the engine runs together with the one
    before share its time by their length."""
    begins = [begin for _, begin in clause.starts]
    heard: dict[int, int] = {}
    for character, sample in spoken.words:
        index = bisect_right(begins, character) - 1
        heard.setdefault(max(index, 0), sample)
    if not heard:
        heard = {0: 0}
    first = min(heard)
    if first > 0:
        heard[0] = heard.pop(first)
    known = sorted(heard)
    found: Times = {}
    for at, index in enumerate(known):
        after = known[at + 1] if at + 1 < len(known) else len(clause.starts)
        until = heard[known[at + 1]] if at + 1 < len(known) else len(spoken.samples)
        start, end = heard[index], _end(heard[index], until, spoken)
        found |= _shared(clause, (index, after), (start / spoken.rate, end / spoken.rate))
    return found


def _end(start: int, until: int, spoken: Spoken) -> int:
    """Where the sound of a word ends: at the first pause after it, or where the next begins."""
    at = bisect_left(spoken.pauses, start + 1)
    if at < len(spoken.pauses) and spoken.pauses[at] < until:
        return spoken.pauses[at]
    return until


def _shared(clause: Clause, words: tuple[int, int], time: tuple[float, float]) -> Times:
    begins = [begin for _, begin in clause.starts] + [len(clause.said) + 1]
    first, after = words
    whole = begins[after] - begins[first]
    length = time[1] - time[0]
    found: Times = {}
    for index in range(first, after):
        start = time[0] + length * (begins[index] - begins[first]) / whole
        end = time[0] + length * (begins[index + 1] - begins[first]) / whole
        found[clause.starts[index][0]] = (start, end)
    return found
