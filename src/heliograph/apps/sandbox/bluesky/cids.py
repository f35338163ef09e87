"""Content identifiers: DAG-CBOR and SHA-256, so that a record here has the cid it has anywhere."""

from __future__ import annotations

import hashlib
from base64 import b32decode, b32encode, b64decode

from heliograph.apps.sandbox.store import JSON

RAW, DAG_CBOR = 0x55, 0x71


def cid_of_bytes(data: bytes) -> str:
    """The cid of a blob."""
    return _cid(RAW, hashlib.sha256(data).digest())


def cid_of_sha256(hex_digest: str) -> str:
    """The cid of a blob whose hash is known."""
    return _cid(RAW, bytes.fromhex(hex_digest))


def cid_of_record(record: JSON) -> str:
    """The cid of a record."""
    return _cid(DAG_CBOR, hashlib.sha256(encode(record)).digest())


def encode(value: JSON) -> bytes:
    """DAG-CBOR of a JSON value, with `$link` and `$bytes` as the AT Protocol means them."""
    if isinstance(value, dict):
        return _encode_map(value)
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(encode(item) for item in value)
    if isinstance(value, str):
        raw = value.encode()
        return _head(3, len(raw)) + raw
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if value is None:
        return b"\xf6"
    raise ValueError("records know no fractions")


def _encode_map(value: dict[str, JSON]) -> bytes:
    if set(value) == {"$link"}:
        raw = b"\x00" + _undo(str(value["$link"]))
        return b"\xd8\x2a" + _head(2, len(raw)) + raw
    if set(value) == {"$bytes"}:
        raw = b64decode(str(value["$bytes"]) + "==")
        return _head(2, len(raw)) + raw
    # Keys are ordered by length first, then by their bytes.
    pairs = sorted(value.items(), key=lambda pair: (len(pair[0].encode()), pair[0].encode()))
    return _head(5, len(pairs)) + b"".join(encode(key) + encode(item) for key, item in pairs)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for info, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * width):
            return bytes([major << 5 | info]) + number.to_bytes(width)
    raise ValueError("numbers have at most 64 bits")


def _cid(codec: int, digest: bytes) -> str:
    raw = bytes([1, codec, 0x12, 0x20]) + digest
    return "b" + b32encode(raw).decode().lower().rstrip("=")


def _undo(cid: str) -> bytes:
    text = cid.removeprefix("b").upper()
    return b32decode(text + "=" * (-len(text) % 8))
