"""Programmes of trouble: what shall go wrong on a platform, how often, and to which calls."""

from __future__ import annotations

import json
import random
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from heliograph.apps.sandbox.networks import PLATFORMS
from heliograph.apps.sandbox.store import JSON

KINDS = ("publish", "upload", "edit", "delete", "read", "auth")
BEFORE = ("error_500", "error_503", "rate_limited", "refused", "token_expired")
AFTER = ("lost_answer", "committed_500", "half_closed", "truncated")
CHANCES = (*BEFORE, *AFTER)
ANSWER = "answer"
"""A fate that carries an answer of one's own; it strikes before anything is stored."""


class ProgrammeRefused(Exception):
    """The programme names something that does not exist or cannot be."""


@dataclass(frozen=True)
class Programme:
    """The faults of one platform. Chances lie between 0 and 1 and together at most at 1.

    `error_*`, `rate_limited`, `refused` and `token_expired` strike before anything is stored;
    `lost_answer`, `committed_500`, `half_closed` and `truncated` strike after the call was
    carried out. `slow_ms` delays the answer, by one time or by any between two; `late_ms` delays
    the work itself. `list_delay_s` hides young posts from lists and looks. `processing_s` sets
    how long uploads and containers take.
    `script` is used up first, one entry per matching call; `refused:<which>` asks for one of the
    refusals that the network knows by name, and `{"answer": {"status", "headers", "body"}}` gives
    that answer, before anything is stored. `only` limits all but `slow_ms`,
    `expired_token`, `list_delay_s` and `processing_s` to some kinds of call; left empty it means
    every kind but sign-in.
    """

    lost_answer: float = 0.0
    error_500: float = 0.0
    error_503: float = 0.0
    rate_limited: float = 0.0
    refused: float = 0.0
    committed_500: float = 0.0
    half_closed: float = 0.0
    truncated: float = 0.0
    token_expired: float = 0.0
    slow_ms: float | tuple[float, float] = 0
    late_ms: int = 0
    expired_token: bool = False
    list_delay_s: float = 0.0
    processing_s: float | None = None
    only: tuple[str, ...] = ()
    seed: int = 1
    script: tuple[str, ...] = ()


def parse_programme(body: JSON) -> Programme:
    """A programme from a JSON body; raises `ProgrammeRefused` with one sentence."""
    if not isinstance(body, Mapping):
        raise ProgrammeRefused("A fault programme is a JSON object.")
    known = {field.name for field in fields(Programme)}
    unknown = sorted(set(body) - known)
    if unknown:
        raise ProgrammeRefused(f"No such fault: {', '.join(unknown)}. Known: {sorted(known)}.")
    values = dict(body)
    if isinstance(values.get("slow_ms"), list):
        values["slow_ms"] = tuple(values["slow_ms"])
    values["only"] = tuple(values.get("only") or ())
    values["script"] = tuple(_as_fate(one) for one in values.get("script") or ())
    _check_words(values)
    _check_numbers(values)
    return Programme(**values)


def _check_words(values: Mapping[str, JSON]) -> None:
    strange = [word for word in values["only"] if word not in KINDS]
    if strange:
        raise ProgrammeRefused(f"`only` knows {', '.join(KINDS)}; not {strange[0]}.")
    strange = [word for word in values["script"] if not _is_fate(word)]
    if strange:
        raise ProgrammeRefused(f"`script` knows ok, {', '.join(CHANCES)}; not {strange[0]}.")


def _as_fate(entry: JSON) -> str:
    """An entry of a script as one word; an answer of one's own keeps its JSON."""
    if isinstance(entry, str):
        return entry
    answer = entry.get("answer") if isinstance(entry, dict) else None
    if not isinstance(answer, dict) or not isinstance(answer.get("status"), int):
        raise ProgrammeRefused("An entry of `script` is a word, or an `answer` with a `status`.")
    return f"{ANSWER}:{json.dumps(answer)}"


def answer_in(fate: str) -> dict[str, JSON]:
    """The answer that a fate carries."""
    found: dict[str, JSON] = json.loads(fate.partition(":")[2])
    return found


def _is_fate(word: str) -> bool:
    name, colon, which = word.partition(":")
    if name == ANSWER:
        return which != ""
    return name == "refused" and which != "" if colon else name in ("ok", *CHANCES)


def _check_numbers(values: Mapping[str, JSON]) -> None:
    slow = values.get("slow_ms", 0)
    ends = slow if isinstance(slow, tuple) else (slow, slow)
    if len(ends) != 2 or not all(_is_number(end) for end in ends) or ends[0] > ends[1]:
        raise ProgrammeRefused("`slow_ms` is a number of at least 0, or two: least and most.")
    numeric = (*CHANCES, "late_ms", "list_delay_s", "seed")
    for name in numeric:
        value = values.get(name, 0)
        if not _is_number(value):
            raise ProgrammeRefused(f"`{name}` is a number of at least 0.")
    if sum(values.get(name, 0) for name in CHANCES) > 1:
        raise ProgrammeRefused("The chances together are more than 1.")


def _is_number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


class FaultDesk:
    """Decides the fate of every call, repeatably: by script first, then by seeded chance."""

    def __init__(self) -> None:
        self._programmes = {platform: Programme() for platform in PLATFORMS}
        self._random = {platform: random.Random(1) for platform in PLATFORMS}  # noqa: S311
        self._scripts: dict[str, deque[str]] = {platform: deque() for platform in PLATFORMS}
        self._injected: dict[str, Counter[str]] = {platform: Counter() for platform in PLATFORMS}
        self._expired_at: dict[str, float] = {}

    def put(self, platform: str, programme: Programme, now: float) -> None:
        """Start a programme from its beginning."""
        if programme.expired_token:
            self._expired_at.setdefault(platform, now)
        else:
            self._expired_at.pop(platform, None)
        self._programmes[platform] = programme
        self._random[platform] = random.Random(programme.seed)  # noqa: S311 - repeatable
        self._scripts[platform] = deque(programme.script)
        self._injected[platform] = Counter()

    def programme(self, platform: str) -> Programme:
        """What is programmed now."""
        return self._programmes[platform]

    def expired_before(self, platform: str) -> float:
        """Tokens made up to this moment count as expired; 0 while the fault is off."""
        return self._expired_at.get(platform, 0.0)

    def draw(self, platform: str, kind: str) -> str:
        """The fate of one call: `ok` or the name of a fault."""
        programme = self._programmes[platform]
        if not self._concerns(programme, kind):
            return "ok"
        script = self._scripts[platform]
        fate = script.popleft() if script else self._by_chance(platform, programme)
        self._injected[platform][fate] += 1
        return fate

    def slowness(self, platform: str) -> float:
        """How many seconds this answer is held back."""
        slow = self._programmes[platform].slow_ms
        least, most = slow if isinstance(slow, tuple) else (slow, slow)
        return self._random[platform].uniform(least, most) / 1000 if most else 0.0

    def report(self, platform: str) -> dict[str, JSON]:
        """The programme with what it has done so far."""
        report = asdict(self._programmes[platform])
        report["injected"] = dict(self._injected[platform])
        report["script_left"] = list(self._scripts[platform])
        return report

    @staticmethod
    def _concerns(programme: Programme, kind: str) -> bool:
        return kind in programme.only if programme.only else kind != "auth"

    def _by_chance(self, platform: str, programme: Programme) -> str:
        mark = self._random[platform].random()
        for name in CHANCES:
            mark -= float(getattr(programme, name))
            if mark < 0:
                return name
        return "ok"
