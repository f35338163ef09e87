"""Rules 4 and 5: what is seen and heard with a verse."""

from __future__ import annotations

from collections.abc import Iterator

from heliograph.extensions.packs.islamic.quran.fold import is_arabic
from heliograph.extensions.packs.islamic.respect.lists import Pictured, lists, pattern
from heliograph.extensions.packs.islamic.respect.piece import Picture, Piece
from heliograph.sdk.problems import Problem

LOWEST = 0.85
"""Below this the buttons of some platforms cover what stands there."""
_ALWAYS = ("sacred",)
_BEHIND_VERSES = ("people", "animals", "selling")


def showing_problems(piece: Piece) -> Iterator[Problem]:
    """What is wrong with the pictures and the sound of a piece."""
    yield from _sound_problems(piece)
    for at, picture in enumerate(piece.pictures):
        has_verse = bool(piece.verses or piece.cards) or any(map(is_arabic, picture.texts))
        yield from _picture_problems(f"media[{at}]", picture, has_verse)


def _sound_problems(piece: Piece) -> Iterator[Problem]:
    has_recitation = "recitation" in piece.sound or "made_recitation" in piece.sound
    if "made_recitation" in piece.sound:
        yield Problem(
            "sound",
            "recitation.synthesised",
            "a recitation made by a machine",
            "a person's own recitation, or none",
            "Use a licensed recording of a reciter, or no recitation.",
        )
    if "voice" in piece.sound and (piece.verses or piece.cards):
        yield Problem(
            "sound",
            "recitation.synthesised",
            "a made voice over a post with verses, which would read them aloud",
            "silence or ambience under verses",
            "Choose no sound or ambience.",
        )
    if "music" in piece.sound and (has_recitation or piece.verses or piece.account.no_instruments):
        allowed = "no instruments" if piece.account.no_instruments else "no music with verses"
        yield Problem(
            "sound",
            "sound.music",
            "music",
            allowed,
            "Choose no sound or ambience.",
        )


def _picture_problems(field: str, picture: Picture, has_verse: bool) -> Iterator[Problem]:
    groups = lists().pictures
    asked = " ; ".join((picture.prompt, *picture.shows)).replace("’", "'")
    watched = [(name, groups[name]) for name in _ALWAYS]
    if has_verse:
        watched += [(name, groups[name]) for name in _BEHIND_VERSES]
    if picture.is_generated:
        watched.append(("lettering", groups["lettering"]))
    for name, group in watched:
        problem = _shown(field, name, group, asked)
        if problem is not None:
            yield problem
    if has_verse and picture.verse_ends_at is not None and picture.verse_ends_at > LOWEST:
        yield Problem(
            field,
            "picture.bottom_edge",
            f"a verse that reaches down to {picture.verse_ends_at:.0%} of the height",
            f"at most {LOWEST:.0%}, above the platforms' buttons",
            "Move the verse up, or use a design with a lower margin.",
        )


def _shown(field: str, name: str, group: Pictured, asked: str) -> Problem | None:
    found = pattern(group.phrases).search(asked)
    if found is None:
        return None
    return Problem(
        field,
        f"picture.{name}",
        f"“{found.group()}”: {group.say}",
        "none of this",
        group.remedy,
    )
