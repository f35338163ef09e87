"""The right to show it: every asset that goes out has a licence on record."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.modules.content.gate.values import Check, Licensed, Piece, listed
from heliograph.sdk.packs import Pack

_NONE = frozenset({"", "unknown", "none", "unlicensed", "unclear", "?"})
_FORBIDS = ("all rights reserved", "no commercial", "non-commercial", "noncommercial", "-nc", "_nc")


def rights_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """One check over all assets; none where nothing is known of them."""
    if piece.licences is None:
        return ()
    lacking = [one.name for one in piece.licences if one.licence.strip().lower() in _NONE]
    barred = [f"{one.name} ({one.licence})" for one in piece.licences if _is_barred(one)]
    troubles = []
    if lacking:
        troubles.append(f"no licence for {listed(lacking)}")
    if barred:
        troubles.append(f"not for publishing: {listed(barred)}")
    return (
        Check(
            "licences",
            not troubles,
            found="; ".join(troubles) or f"{len(piece.licences)} assets, all with a licence",
            allowed="a licence on record for every asset, one that lets it be published",
            remedy="Record licence and source in the library, or use another asset.",
        ),
    )


def _is_barred(asset: Licensed) -> bool:
    named = asset.licence.lower()
    return any(word in named for word in _FORBIDS)
