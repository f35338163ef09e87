"""Passwords: what is refused, what is stored, and that every byte counts."""

from __future__ import annotations

import argon2
import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from heliograph.modules.workspaces import passwords as kept
from heliograph.modules.workspaces.errors import PasswordTooWeak
from heliograph.modules.workspaces.passwords import Passwords, check_strength
from tests.apps.api.support import PASSWORD, RunningAPI

STRONG = kept.HASHER
"""What the product uses; while other tests run it is a quick one."""
ABOUT = ("Olivia Owner", "olivia@example.org")
WEAK = [
    "short7!",
    "password",
    "Password1!",
    "P@ssw0rd2024!",
    "12345678",
    "87654321",
    "abcdefgh",
    "qwertyuiop",
    "poiuytrewq",
    "aaaaaaaaaaaa",
    "abababababab",
    "abcabcabcabc",
    "iloveyou2",
    "Sunshine99!!",
    "letmein123",
    "zodiac2026",
    "heliograph1",
    "olivia@example.org",
    "Olivia12345",
    "x" * 1025,
]
GOOD = [
    PASSWORD,
    "gravel-76-otter",
    "כחול ירוק אדום",
    "كلمات كثيرة هادئة",
    "Tr0ub4dor and 3",
    " a b c d e f g",
]


@pytest.fixture(autouse=True)
def as_strong_as_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "HASHER", STRONG)


@pytest.mark.parametrize("password", WEAK)
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooWeak) as refusal:
        check_strength(password, about=ABOUT, pointer="/new")
    assert refusal.value.pointer == "/new"
    assert password not in refusal.value.detail.replace("the password", "")


@pytest.mark.parametrize("password", GOOD)
def test_a_password_of_any_script_and_length_is_taken(password: str) -> None:
    check_strength(password, about=ABOUT)


async def test_passwords_that_differ_only_after_72_bytes_are_different() -> None:
    passwords, common = Passwords(), "x1" * 36
    stored = await passwords.hashed(common + "a")
    assert await passwords.matches(common + "a", stored)
    assert not await passwords.matches(common + "b", stored)


async def test_letters_typed_in_another_form_are_the_same_password() -> None:
    passwords = Passwords()
    stored = await passwords.hashed("caf\u00e9 au lait")
    assert await passwords.matches("cafe\u0301 au lait", stored)


async def test_the_stored_hash_is_argon2id_with_strong_parameters(
    api: RunningAPI, database: Database
) -> None:
    await api.member("viewer")
    async with database.system_work().transaction() as session:
        query = "SELECT password_hash FROM workspaces_users WHERE email LIKE 'viewer%'"
        stored = await session.scalar(text(query))
    assert stored.startswith("$argon2id$")
    parameters = argon2.extract_parameters(stored)
    assert parameters.memory_cost >= 64 * 1024
    assert parameters.time_cost >= 3


async def test_a_hash_of_weaker_parameters_is_renewed_at_sign_in(
    api: RunningAPI, database: Database
) -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    async with database.system_work().transaction() as session:
        await session.execute(text("UPDATE workspaces_users SET password_hash = :x"), {"x": weak})
    await api.signed_in("owner@example.org")
    async with database.system_work().transaction() as session:
        stored = await session.scalar(text("SELECT password_hash FROM workspaces_users"))
    assert argon2.extract_parameters(stored).memory_cost == 64 * 1024
    await api.signed_in("owner@example.org")


async def test_a_damaged_hash_lets_nobody_in() -> None:
    assert not await Passwords().matches(PASSWORD, "$argon2id$damaged")
    assert not await Passwords().matches("", None)
