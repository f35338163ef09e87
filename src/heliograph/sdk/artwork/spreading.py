"""Signs around a wheel, moved apart as little as must be until none covers another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def spread(places: Mapping[str, float], apart: float) -> dict[str, float]:
    """Where each sign is drawn, in degrees: at least `apart` from its neighbours, in the order
    of the true places, each group about its own middle."""
    if not places:
        return {}
    # Twice, because the smallest negative number leaves 360 itself.
    turned = {name: place % 360 % 360 for name, place in places.items()}
    names = sorted(turned, key=lambda name: turned[name])
    true = [turned[name] for name in names]
    apart = min(apart, 360 / len(true))
    first = _after_widest_gap(true)
    order = [*range(first, len(true)), *range(first)]
    line = [true[index] + (0 if index >= first else 360) for index in order]
    drawn = _pushed(line, apart)
    return {names[index]: place % 360 for index, place in zip(order, drawn, strict=True)}


def _after_widest_gap(true: Sequence[float]) -> int:
    """The place behind the widest gap: there the wheel is cut open."""
    gaps = [(true[index] - true[index - 1]) % 360 for index in range(len(true))]
    return max(range(len(true)), key=lambda index: gaps[index])


def _pushed(line: Sequence[float], apart: float) -> list[float]:
    """The nearest places to those given that are `apart`: neighbours that are too close become
    one group about their common middle, until no two groups meet."""
    groups: list[tuple[float, int]] = []
    for index, place in enumerate(line):
        middle, count = place - index * apart, 1
        while groups and groups[-1][0] > middle:
            before, size = groups.pop()
            middle = (before * size + middle * count) / (size + count)
            count += size
        groups.append((middle, count))
    middles = [middle for middle, count in groups for _ in range(count)]
    return [middle + index * apart for index, middle in enumerate(middles)]
