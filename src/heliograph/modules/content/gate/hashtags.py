"""Hashtags: how many, which, where, and whether they repeat the last set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from heliograph.modules.content.gate.values import Check, Piece, listed
from heliograph.sdk.packs import Pack

FEWEST, MOST = 3, 8
_TAG = re.compile(r"^#\w*[^\W\d_]\w*$")
_INSIDE = re.compile(r"(?<![\w&/])#\w*[^\W\d_]\w*")


def hashtag_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Every check of this file."""
    tags = [tag.lower() for tag in piece.hashtags]
    return (_form(piece, tags), _banned(tags), _repeated(piece, tags))


@cache
def banned_hashtags() -> dict[str, str]:
    """Hashtags that networks hide or that mark a post as bait, with the reason."""
    file = Path(__file__).with_name("lists") / "hashtags.yaml"
    read: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {tag: reason for reason, tags in read.items() for tag in tags.split()}


def _form(piece: Piece, tags: Sequence[str]) -> Check:
    troubles = []
    if tags and not FEWEST <= len(tags) <= MOST:
        troubles.append(f"{len(tags)} of them")
    if twice := [tag for tag in dict.fromkeys(tags) if tags.count(tag) > 1]:
        troubles.append(f"{listed(twice)} twice")
    if broken := [tag for tag in tags if not _TAG.match(tag)]:
        troubles.append(f"{listed(broken)} are no hashtags")
    if inside := _INSIDE.findall(piece.text):
        troubles.append(f"{listed(inside)} inside the text")
    return Check(
        "hashtags",
        not troubles,
        found="; ".join(troubles) or f"{len(tags)} hashtags",
        allowed=f"none, or {FEWEST} to {MOST} different ones, after the text",
        remedy="Write them after the text."
        if inside
        else "Keep the few that people who want this really follow.",
        must=False,
    )


def _banned(tags: Sequence[str]) -> Check:
    known = banned_hashtags()
    found = [tag for tag in tags if tag.removeprefix("#") in known]
    why = "; ".join(dict.fromkeys(known[tag.removeprefix("#")] for tag in found))
    return Check(
        "hashtags_banned",
        not found,
        found=f"{listed(found)}: {why}" if found else "none that networks hide",
        allowed="no hashtag that networks hide or punish",
        remedy="Take it out, or use one that names the subject.",
    )


def _repeated(piece: Piece, tags: Sequence[str]) -> Check:
    last = {tag.lower() for tag in piece.recent[0].hashtags} if piece.recent else set()
    same = bool(tags) and set(tags) == last
    return Check(
        "hashtags_varied",
        not same,
        found="the same set as the piece before" if same else "another set than the piece before",
        allowed="not the same set twice in a row",
        remedy="Change the narrow ones to what this piece is about.",
        must=False,
    )
