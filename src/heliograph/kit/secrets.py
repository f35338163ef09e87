"""Secrets at rest: AES-256-GCM envelopes under a root key that is not in the database.

Each secret gets a data key of its own; the root key only wraps data keys. A copy of the database
without the key folder is therefore useless, and a new root key re-wraps a few bytes per secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from heliograph.kit.errors import AppError

VERSION = "hv1"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_SUFFIX = ".key"


class SecretUnreadable(AppError):
    """A stored secret was altered, moved to another record, or its root key is missing."""

    code = "secrets.unreadable"
    status = 500
    title = "A stored secret cannot be read"
    remedy = "Put the instance's key folder back, or enter the secret again."


class RootKeyInvalid(AppError):
    """The root key is malformed, or other accounts of the machine can read it."""

    code = "secrets.root_key_invalid"
    status = 500
    title = "The root key cannot be used"
    remedy = "Give 32 random bytes as base64, readable by the account of Heliograph only (0600)."


class Vault:
    """Encrypts and decrypts the secrets of one instance.

    `folder` holds the root keys, one file each; the newest encrypts, all decrypt. `root_keys`
    (base64, the newest first) replaces the folder where keys come from the environment.
    """

    def __init__(self, folder: Path, root_keys: str = "") -> None:
        self._folder = folder
        given = [_decoded(part.strip()) for part in root_keys.split(",") if part.strip()]
        self._from_folder = not given
        keys = given or _keys_of(folder)
        self._keys = {_key_id(key): key for key in keys}
        self._current = _key_id(keys[0])

    @property
    def current_key_id(self) -> str:
        """The id of the root key that wraps new secrets."""
        return self._current

    def encrypt(self, value: Mapping[str, Any] | str, bound_to: str) -> str:
        """A token that only `decrypt` with the same `bound_to` opens.

        `bound_to` names the place the secret lives, such as `channel:<workspace>:<id>`: a token
        copied to another row does not open there.
        """
        data_key = secrets.token_bytes(_KEY_BYTES)
        wrapped = _seal(self._keys[self._current], data_key, f"{VERSION}.{self._current}")
        body = _seal(data_key, orjson.dumps(value), bound_to)
        return ".".join((VERSION, self._current, _text(wrapped), _text(body)))

    def decrypt(self, token: str, bound_to: str) -> Any:
        """What was encrypted; raises `SecretUnreadable` for anything else."""
        key_id, wrapped, body = _parts(token)
        data_key = self._unwrap(key_id, wrapped)
        return orjson.loads(_open(data_key, body, bound_to))

    def derive(self, purpose: str) -> bytes:
        """32 bytes for a purpose such as signing addresses; they outlast new root keys, because
        the oldest root key makes them."""
        oldest = list(self._keys.values())[-1]
        return hmac.new(oldest, f"heliograph {purpose}".encode(), hashlib.sha256).digest()

    def rotate(self, token: str) -> str:
        """The same secret under the current root key; the secret itself is not opened."""
        key_id, wrapped, body = _parts(token)
        if key_id == self._current:
            return token
        data_key = self._unwrap(key_id, wrapped)
        again = _seal(self._keys[self._current], data_key, f"{VERSION}.{self._current}")
        return ".".join((VERSION, self._current, _text(again), _text(body)))

    def add_root_key(self) -> str:
        """Make a new root key in the folder, use it from now on, and return its id."""
        if not self._from_folder:
            raise RootKeyInvalid("the root keys come from HELIOGRAPH_ROOT_KEY, not from a folder")
        key = _new_file(self._folder, len(self._keys) + 1)
        self._keys[_key_id(key)] = key
        self._current = _key_id(key)
        return self._current

    def _unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        root = self._keys.get(key_id)
        if root is None:
            raise SecretUnreadable(f"the root key {key_id} is not in the key folder")
        return _open(root, wrapped, f"{VERSION}.{key_id}")


def key_id_of(token: str) -> str:
    """Which root key a token is wrapped with, for the report of a rotation."""
    return _parts(token)[0]


def _keys_of(folder: Path) -> list[bytes]:
    """Every key of the folder, the newest first; makes the first one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = sorted(folder.glob(f"root-*{_SUFFIX}"), reverse=True)
    if not files:
        _new_file(folder, 1)
        files = sorted(folder.glob(f"root-*{_SUFFIX}"), reverse=True)
    return [_read(file) for file in files]


def _new_file(folder: Path, number: int) -> bytes:
    """Write a fresh key; where another process was faster, take that one."""
    final = folder / f"root-{number:04d}{_SUFFIX}"
    draft = folder / f".{secrets.token_hex(8)}.draft"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        # A hard link refuses to replace an existing name, so two first starts agree on one key.
        final.hardlink_to(draft)
    except FileExistsError:
        return _read(final)
    finally:
        draft.unlink(missing_ok=True)
    return _read(final)


def _read(file: Path) -> bytes:
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RootKeyInvalid(f"{file.name} can be read by other accounts of this machine")
    return _decoded(file.read_text("ascii").strip())


def _decoded(key: str) -> bytes:
    try:
        value = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RootKeyInvalid("the root key is not base64") from error
    if len(value) != _KEY_BYTES:
        raise RootKeyInvalid(f"the root key has {len(value)} bytes instead of {_KEY_BYTES}")
    return value


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"heliograph root key" + key).hexdigest()[:12]


def _seal(key: bytes, plain: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def _open(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise SecretUnreadable("the secret was altered or belongs to another record") from error


def _parts(token: str) -> tuple[str, bytes, bytes]:
    pieces = token.split(".")
    if len(pieces) != 4 or pieces[0] != VERSION:
        raise SecretUnreadable("the stored text is not a secret of this version")
    try:
        return pieces[1], _bytes(pieces[2]), _bytes(pieces[3])
    except (binascii.Error, ValueError) as error:
        raise SecretUnreadable("the stored secret is damaged") from error


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, altchars=b"-_", validate=True)
