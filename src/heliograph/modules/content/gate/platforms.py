"""The rules of the networks that were chosen, read from their manifests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heliograph.modules.content.gate.values import Check, Piece
from heliograph.sdk.adapting import Wish, plan_piece
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import Pack
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import Piece as Post
from heliograph.sdk.rules import check

_PICTURED = ("image", "carousel", "story")


def platform_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """One check a network, and one more where its hashtags would be left out."""
    return tuple(one for manifest in piece.platforms for one in _of(manifest, piece))


def _of(manifest: ConnectorManifest, piece: Piece) -> Iterator[Check]:
    problems = _problems(manifest, piece, piece.text)
    yield _told(f"platform_{manifest.id}", manifest, piece, problems)
    if piece.hashtags and not problems:
        whole = f"{piece.text}\n\n{' '.join(piece.hashtags)}"
        broken = _problems(manifest, piece, whole)
        yield Check(
            f"platform_{manifest.id}_hashtags",
            not broken,
            found=_found(broken) if broken else f"{manifest.name} takes all hashtags",
            allowed=_allowed(broken) if broken else "text and hashtags within its limit",
            remedy="Shorten the text, or live with fewer hashtags there.",
            must=False,
        )


def _problems(manifest: ConnectorManifest, piece: Piece, text: str) -> list[Problem]:
    media = () if piece.file is None else (piece.file.facts,)
    post = Post(text, media, _kind(manifest, bool(media)), piece.title)
    # Files are cut anew for each network; what remains afterwards is what a person has to mend.
    post = plan_piece(manifest, post, Wish()).piece
    return [one for one in check(manifest, post) if _is_ours(one, piece, bool(media))]


def _kind(manifest: ConnectorManifest, has_media: bool) -> str:
    if not has_media and "text" in manifest.kinds:
        return "text"
    return next((kind for kind in _PICTURED if kind in manifest.kinds), manifest.kinds[0])


def _is_ours(problem: Problem, piece: Piece, has_media: bool) -> bool:
    """What a post still gets when it is scheduled (options, a title, a picture) is asked then."""
    if problem.field.startswith("options"):
        return False
    if problem.field == "title":
        return bool(piece.title)
    return problem.field == "text" or has_media


def _told(
    name: str, manifest: ConnectorManifest, piece: Piece, problems: Sequence[Problem]
) -> Check:
    if problems:
        remedy = " ".join(f"{one.remedy}." for one in problems).replace("..", ".")
        return Check(name, False, _found(problems), _allowed(problems), remedy)
    found = f"{manifest.name} takes it"
    if piece.file is None:
        found += "; a picture was not given, so its rules were not asked"
    return Check(name, True, found, f"the rules of {manifest.name}")


def _found(problems: Sequence[Problem]) -> str:
    return "; ".join(f"{one.field}: {one.found}" for one in problems)


def _allowed(problems: Sequence[Problem]) -> str:
    return "; ".join(dict.fromkeys(one.allowed for one in problems))
