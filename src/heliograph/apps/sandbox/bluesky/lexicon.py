"""Checking a post record as the real server checks it, with its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from heliograph.apps.sandbox.answers import Refusal, parse_moment
from heliograph.apps.sandbox.bluesky.manners import invalid
from heliograph.apps.sandbox.graphemes import count_graphemes
from heliograph.apps.sandbox.store import JSON

CID = re.compile(r"^b[a-z2-7]{20,}$")
POST = "app.bsky.feed.post"
EMBEDS = {
    "app.bsky.embed.images", "app.bsky.embed.gallery", "app.bsky.embed.video",
    "app.bsky.embed.external", "app.bsky.embed.record", "app.bsky.embed.recordWithMedia",
}  # fmt: skip


def check_record(collection: str, record: JSON) -> dict[str, JSON]:
    """The record, when it may stand in that collection."""
    if not isinstance(record, dict):
        raise invalid('Input must have the property "record"')
    if record.get("$type", collection) != collection:
        raise invalid(f"Invalid $type: expected {collection}, got {record['$type']}")
    record.setdefault("$type", collection)
    if collection == POST:
        _check_post(record)
    return record


def _wrong(reason: str, place: str) -> Refusal:
    return invalid(f"Invalid {POST} record: {reason} at $.record{place}")


def _check_post(record: dict[str, JSON]) -> None:
    for name in ("text", "createdAt"):
        if name not in record:
            raise _wrong(f'Missing required key "{name}"', "")
        if not isinstance(record[name], str):
            raise _wrong(f"Expected string value type (got {type(record[name]).__name__})",
                         f".{name}")  # fmt: skip
    _check_string(record["text"], ".text", 3000, 300)
    if parse_moment(record["createdAt"]) is None or "T" not in record["createdAt"]:
        raise _wrong("Invalid datetime", ".createdAt")
    _check_array(record.get("langs", []), ".langs", 3)
    _check_array(record.get("tags", []), ".tags", 8)
    for place, tag in enumerate(record.get("tags", [])):
        _check_string(tag, f".tags[{place}]", 640, 64)
    for place, facet in enumerate(_check_array(record.get("facets", []), ".facets", 10_000)):
        _check_facet(facet, f".facets[{place}]")
    _check_parts(record)


def _check_parts(record: dict[str, JSON]) -> None:
    if "reply" in record:
        _check_reply(record["reply"])
    if "labels" in record:
        _check_labels(record["labels"])
    if "embed" in record:
        _check_embed(record["embed"], ".embed")


def _check_reply(reply: JSON) -> None:
    for name in ("root", "parent"):
        if not isinstance(reply, Mapping) or name not in reply:
            raise _wrong(f'Missing required key "{name}"', ".reply")
        _check_reference(reply[name], f".reply.{name}")


def _check_reference(named: JSON, place: str) -> None:
    for name in ("uri", "cid"):
        if not isinstance(named, Mapping) or not isinstance(named.get(name), str):
            raise _wrong(f'Missing required key "{name}"', place)
    if not named["uri"].startswith("at://"):
        raise _wrong("Invalid AT-URI", f"{place}.uri")
    if not CID.match(named["cid"]):
        raise _wrong("Invalid CID", f"{place}.cid")


def _check_labels(labels: JSON) -> None:
    values = labels.get("values") if isinstance(labels, Mapping) else None
    for number, label in enumerate(_check_array(values, ".labels.values", 10)):
        if not isinstance(label, Mapping) or "val" not in label:
            raise _wrong('Missing required key "val"', f".labels.values[{number}]")


def _check_string(text: JSON, place: str, max_bytes: int, max_graphemes: int) -> None:
    if not isinstance(text, str):
        raise _wrong(f"Expected string value type (got {type(text).__name__})", place)
    size = len(text.encode())
    if size > max_bytes:
        raise _wrong(f"string too big (maximum {max_bytes}, got {size})", place)
    graphemes = count_graphemes(text)
    if graphemes > max_graphemes:
        raise _wrong(f"grapheme too big (maximum {max_graphemes}, got {graphemes})", place)


def _check_array(items: JSON, place: str, longest: int) -> Sequence[JSON]:
    if not isinstance(items, list):
        raise _wrong(f"Expected array value type (got {type(items).__name__})", place)
    if len(items) > longest:
        raise _wrong(f"array too big (maximum {longest}, got {len(items)})", place)
    return items


def _check_facet(facet: JSON, place: str) -> None:
    index = facet.get("index") if isinstance(facet, Mapping) else None
    if not isinstance(index, Mapping):
        raise _wrong('Missing required key "index"', place)
    for name in ("byteStart", "byteEnd"):
        if not isinstance(index.get(name), int):
            raise _wrong(f'Missing required key "{name}"', f"{place}.index")
        if index[name] < 0:
            raise _wrong(f"integer too small (minimum 0, got {index[name]})",
                         f"{place}.index.{name}")  # fmt: skip
    for number, feature in enumerate(facet.get("features") or []):
        _check_feature(feature, f"{place}.features[{number}]")


def _check_feature(feature: JSON, place: str) -> None:
    kind = str(feature.get("$type", "")).rpartition("#")[2] if isinstance(feature, Mapping) else ""
    needed = {"mention": "did", "link": "uri", "tag": "tag"}.get(kind)
    if needed is None:
        return
    if needed not in feature:
        raise _wrong(f'Missing required key "{needed}"', place)
    if kind == "tag":
        _check_string(feature["tag"], f"{place}.tag", 640, 64)
    if kind == "mention" and not str(feature["did"]).startswith("did:"):
        raise _wrong("Invalid DID", f"{place}.did")
    if kind == "link" and ":" not in str(feature["uri"]):
        raise _wrong("Invalid URI", f"{place}.uri")


def _check_embed(embed: JSON, place: str) -> None:
    kind = embed.get("$type") if isinstance(embed, Mapping) else None
    if kind not in EMBEDS:
        raise _wrong("Expected a known embed type", place)
    if kind == "app.bsky.embed.images":
        _check_pictures(embed.get("images"), f"{place}.images", 4)
    elif kind == "app.bsky.embed.gallery":
        _check_pictures(embed.get("items"), f"{place}.items", 20)
    elif kind == "app.bsky.embed.recordWithMedia":
        _check_embed(embed.get("media"), f"{place}.media")
        _check_reference((embed.get("record") or {}).get("record"), f"{place}.record.record")
    elif kind == "app.bsky.embed.record":
        _check_reference(embed.get("record"), f"{place}.record")
    elif kind == "app.bsky.embed.video" and "video" not in embed:
        raise _wrong('Missing required key "video"', place)
    elif kind == "app.bsky.embed.external":
        _check_card(embed.get("external"), f"{place}.external")


def _check_pictures(items: JSON, place: str, most: int) -> None:
    for number, item in enumerate(_check_array(items, place, most)):
        for name in ("image", "alt"):
            if not isinstance(item, Mapping) or name not in item:
                raise _wrong(f'Missing required key "{name}"', f"{place}[{number}]")


def _check_card(card: JSON, place: str) -> None:
    for name in ("uri", "title", "description"):
        if not isinstance(card, Mapping) or not isinstance(card.get(name), str):
            raise _wrong(f'Missing required key "{name}"', place)
