"""Secrets open only where they belong, and a new root key needs no plain text."""

from __future__ import annotations

import base64
import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from heliograph.kit.secrets import RootKeyInvalid, SecretUnreadable, Vault, key_id_of

SECRET = {"access_token": "tok-8d1f", "nested": {"refresh": "r-77"}}


def test_a_secret_comes_back_and_its_token_shows_nothing_of_it(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    token = vault.encrypt(SECRET, "channel:1")
    assert vault.decrypt(token, "channel:1") == SECRET
    assert "tok-8d1f" not in token
    assert b"tok-8d1f" not in base64.b64decode(token.split(".")[3], altchars=b"-_")


def test_the_same_secret_never_gives_the_same_token(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    assert vault.encrypt("x", "a") != vault.encrypt("x", "a")


def test_a_token_copied_to_another_record_does_not_open(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    token = vault.encrypt(SECRET, "channel:1")
    with pytest.raises(SecretUnreadable):
        vault.decrypt(token, "channel:2")


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_changed_byte_anywhere_is_noticed(tmp_path: Path, part: int) -> None:
    vault = Vault(tmp_path / "keys")
    pieces = vault.encrypt(SECRET, "channel:1").split(".")
    middle = len(pieces[part]) // 2
    old = pieces[part][middle]
    pieces[part] = pieces[part][:middle] + ("A" if old != "A" else "B") + pieces[part][middle + 1 :]
    with pytest.raises(SecretUnreadable):
        vault.decrypt(".".join(pieces), "channel:1")


@pytest.mark.parametrize("text", ["", "hv1", "hv2.a.b.c", "hv1.%%.%%.%%", "plain text"])
def test_a_text_that_is_no_token_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path / "keys").decrypt(text, "channel:1")


def test_the_database_without_the_key_folder_is_useless(tmp_path: Path) -> None:
    token = Vault(tmp_path / "keys").encrypt(SECRET, "channel:1")
    with pytest.raises(SecretUnreadable):
        Vault(tmp_path / "other").decrypt(token, "channel:1")


def test_the_root_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    Vault(tmp_path / "keys")
    (file,) = (tmp_path / "keys").glob("*.key")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_root_key_others_can_read_is_refused(tmp_path: Path) -> None:
    Vault(tmp_path / "keys")
    (file,) = (tmp_path / "keys").glob("*.key")
    file.chmod(0o644)
    with pytest.raises(RootKeyInvalid):
        Vault(tmp_path / "keys")


def test_a_second_start_opens_what_the_first_one_wrote(tmp_path: Path) -> None:
    token = Vault(tmp_path / "keys").encrypt(SECRET, "channel:1")
    assert Vault(tmp_path / "keys").decrypt(token, "channel:1") == SECRET


def test_many_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        vaults = list(pool.map(lambda _: Vault(tmp_path / "keys"), range(8)))
    assert len({vault.current_key_id for vault in vaults}) == 1
    assert [file.suffix for file in (tmp_path / "keys").iterdir()] == [".key"]


def test_after_a_new_root_key_old_tokens_open_and_rotate(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    old = vault.encrypt(SECRET, "channel:1")
    vault.add_root_key()
    assert vault.decrypt(old, "channel:1") == SECRET
    rotated = vault.rotate(old)
    assert key_id_of(rotated) == vault.current_key_id != key_id_of(old)
    assert Vault(tmp_path / "keys").decrypt(rotated, "channel:1") == SECRET


def test_once_everything_is_rotated_the_old_root_key_can_go(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    old = vault.encrypt(SECRET, "channel:1")
    vault.add_root_key()
    rotated = vault.rotate(old)
    min((tmp_path / "keys").glob("*.key")).unlink()
    fresh = Vault(tmp_path / "keys")
    assert fresh.decrypt(rotated, "channel:1") == SECRET
    with pytest.raises(SecretUnreadable):
        fresh.decrypt(old, "channel:1")


def test_rotating_twice_changes_nothing_more(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    token = vault.encrypt(SECRET, "channel:1")
    assert vault.rotate(token) == token


def test_root_keys_may_come_from_the_environment_newest_first(tmp_path: Path) -> None:
    first, second = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    old = Vault(tmp_path / "keys", first).encrypt(SECRET, "channel:1")
    both = Vault(tmp_path / "keys", f"{second}, {first}")
    assert both.decrypt(both.rotate(old), "channel:1") == SECRET
    assert not (tmp_path / "keys").exists()
    with pytest.raises(RootKeyInvalid):
        both.add_root_key()


@pytest.mark.parametrize("key", ["short", "bm90IDMyIGJ5dGVz", "not base64 !!"])
def test_a_root_key_that_is_none_is_named(tmp_path: Path, key: str) -> None:
    with pytest.raises(RootKeyInvalid):
        Vault(tmp_path / "keys", key)
