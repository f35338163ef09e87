"""Pinterest's consent: the standard flow, then one of the person's boards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from heliograph.extensions.connectors.pinterest.client import PinterestClient
from heliograph.extensions.connectors.pinterest.mapping import Board
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import Choice, Grant

MOST_PAGES = 4


class PinterestSignIn(StandardSignIn):
    """Basic authentication; the refresh token is replaced at each use."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """The boards; without one nothing can be pinned."""
        client = PinterestClient(
            ChannelAccess(self.app.base_url, grant.secrets, self.app.http, _keep_nothing)
        )
        found: list[Choice] = []
        bookmark = None
        for _ in range(MOST_PAGES):
            page = await client.boards(bookmark)
            found += [_choice(board) for board in page.items]
            bookmark = page.bookmark
            if not bookmark:
                break
        return found


def _choice(board: Board) -> Choice:
    hidden = "" if board.privacy == "PUBLIC" else f" ({board.privacy.lower()})"
    return Choice(board.id, f"{board.name}{hidden}", "board", secrets={"board_id": board.id})


async def _keep_nothing(secrets: Secrets) -> None:
    """A grant this young is not renewed, so nothing rotates."""
    return
