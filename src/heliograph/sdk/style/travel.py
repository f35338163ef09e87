"""The least work that makes one set of shares another: small sets, solved exactly.

Shares are sent along the cheapest way that is left, where what was sent before may be sent
elsewhere instead (successive shortest paths), until all has arrived.
"""

from __future__ import annotations

from collections.abc import Sequence

_NOTHING = 1e-9
Ways = Sequence[Sequence[float]]
Way = list[tuple[int, int, int]]
"""Steps as place of departure, place of arrival, and 1 to send or -1 to take back."""


def least_work(ours: Sequence[float], theirs: Sequence[float], ways: Ways) -> float:
    """The mean length of the way of a share. `ways` holds a length for each of ours (rows) to each
    of theirs; both sets are taken as parts of their own sums."""
    left = [one / sum(ours) for one in ours]
    room = [one / sum(theirs) for one in theirs]
    sent = [[0.0] * len(room) for _ in left]
    # Each round fills a place, empties one or takes a whole share back: few are needed.
    for _ in range(8 * (len(left) + len(room)) ** 2):
        way = _cheapest(left, room, sent, ways)
        if not way:
            break
        _send(way, left, room, sent)
    rows = zip(sent, ways, strict=True)
    return sum(
        share * far for row, lengths in rows for share, far in zip(row, lengths, strict=True)
    )


def _send(way: Way, left: list[float], room: list[float], sent: list[list[float]]) -> None:
    """As much as the narrowest step of a way lets through."""
    start, goal = way[0][0], way[-1][1]
    back = [sent[at][to] for at, to, sign in way if sign < 0]
    share = min(left[start], room[goal], *back)
    for at, to, sign in way:
        sent[at][to] += sign * share
    left[start] -= share
    room[goal] -= share


def _cheapest(
    left: Sequence[float], room: Sequence[float], sent: Sequence[Sequence[float]], ways: Ways
) -> Way:
    """The cheapest way from where something is left to where there is room; empty: none."""
    costs = [0.0 if one > _NOTHING else float("inf") for one in left]
    routes: list[Way] = [[] for _ in left]
    best = [float("inf")] * len(room)
    ends: list[Way] = [[] for _ in room]
    steps = [(at, to, far) for at, lengths in enumerate(ways) for to, far in enumerate(lengths)]
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for at, to, far in steps:
            if costs[at] + far < best[to] - _NOTHING:
                best[to], ends[to] = costs[at] + far, [*routes[at], (at, to, 1)]
                is_shorter = True
            if sent[at][to] > _NOTHING and best[to] - far < costs[at] - _NOTHING:
                costs[at], routes[at] = best[to] - far, [*ends[to], (at, to, -1)]
                is_shorter = True
    found = [to for to, one in enumerate(room) if one > _NOTHING]
    return ends[min(found, key=lambda to: best[to])] if found else []
