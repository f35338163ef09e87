"""Passwords: argon2id, rules that follow current advice, and equal time for unknown accounts."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from heliograph.modules.workspaces.errors import PasswordTooWeak

SHORTEST = 8
LONGEST = 1024
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""Slow on purpose: a stolen hash shall cost whoever guesses."""
# Each hash takes 64 MiB: a burst of sign-ins must not take the machine's memory.
_AT_ONCE = 2
_LOOKALIKES = str.maketrans("@4310$5!7", "aaeiossit")
_ORDERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)


class Passwords:
    """Hashes and checks passwords off the event loop, two at a time."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def hashed(self, password: str) -> str:
        """An argon2id hash."""
        async with self._turns:
            return await asyncio.to_thread(HASHER.hash, _normal(password))

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether the password is right; takes as long for an account that does not exist."""
        async with self._turns:
            return await asyncio.to_thread(_verify, _normal(password), stored)

    def needs_rehash(self, stored: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return HASHER.check_needs_rehash(stored)


def check_strength(
    password: str, *, about: tuple[str, ...] = (), pointer: str = "/password"
) -> None:
    """Raise `PasswordTooWeak`; `about` are the person's own names and address."""
    reason = _weakness(password, about)
    if reason:
        raise PasswordTooWeak(reason, pointer=pointer)


def _weakness(password: str, about: tuple[str, ...]) -> str | None:
    if len(password) < SHORTEST:
        return f"the password has fewer than {SHORTEST} characters"
    if len(password) > LONGEST:
        return f"the password has more than {LONGEST} characters"
    core = _core(password)
    own = {part.lower() for text in about for part in re.split(r"\W+", text) if len(part) > 3}
    if core in own or password.lower() in {text.lower() for text in about}:
        return "the password is the person's own name or address"
    if _is_common(password.lower(), core):
        return "the password is one of those that are tried first"
    if _is_pattern(password.lower()):
        return "the password is one repeated or neighbouring run of characters"
    return None


def _core(password: str) -> str:
    """A password without the tricks that everybody uses: P@ssw0rd2024! is `password`."""
    bare = re.sub(r"^[\d\W_]+|[\d\W_]+$", "", password.lower())
    return bare.translate(_LOOKALIKES)


def _is_common(lower: str, core: str) -> bool:
    known = _common()
    plain = re.sub(r"[\d\W_]+$", "", lower.translate(_LOOKALIKES))
    return lower in known or core in known or plain in known


def _is_pattern(lower: str) -> bool:
    if len(set(lower)) <= 2:
        return True
    if any(lower in order * 2 or lower in order[::-1] * 2 for order in _ORDERS):
        return True
    half = len(lower) // 2
    return any(
        lower == (lower[:size] * len(lower))[: len(lower)] for size in range(1, min(half, 4) + 1)
    )


@cache
def _common() -> frozenset[str]:
    text = (Path(__file__).parent / "common_passwords.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _dummy() -> str:
    """A hash no password matches, made with today's parameters."""
    return HASHER.hash("no account has this password, it only takes the same time")


def _verify(password: str, stored: str | None) -> bool:
    try:
        matched = HASHER.verify(stored or _dummy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matched and stored is not None


def _normal(password: str) -> str:
    """The same letters typed on another system give the same bytes."""
    return unicodedata.normalize("NFKC", password)
