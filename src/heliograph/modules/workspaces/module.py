"""Wiring: what an app mounts and offers to run this module."""

from __future__ import annotations

from datetime import timedelta

from heliograph.kit.clock import Clock, SystemClock
from heliograph.kit.database import Database
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import Settings
from heliograph.modules.workspaces.passwords import Passwords
from heliograph.modules.workspaces.routes import root_router, router
from heliograph.modules.workspaces.service import (
    Gatekeeper,
    Keyring,
    SessionService,
    SignInService,
    WorkspacesService,
)

__all__ = ["Identity", "identity", "root_router", "router"]


class Identity:
    """The long-lived parts of this module in one process."""

    def __init__(self, database: Database, vault: Vault, settings: Settings, clock: Clock) -> None:
        life = timedelta(minutes=settings.security.access_token_minutes)
        self.passwords = Passwords()
        self.keyring = Keyring(database, vault, clock, settings.media_url, life)
        self.gatekeeper = Gatekeeper(database, self.keyring, settings, clock)
        self.sessions = SessionService(database, self.keyring, self.gatekeeper, settings, clock)
        self.sign_in = SignInService(database, self.passwords, self.sessions, clock)
        self.workspaces = WorkspacesService(
            database, self.passwords, self.keyring, self.gatekeeper, settings, clock
        )

    def offers(self) -> tuple[object, ...]:
        """What the routes of this module look for."""
        return (
            self.passwords,
            self.keyring,
            self.gatekeeper,
            self.sessions,
            self.sign_in,
            self.workspaces,
        )


def identity(
    database: Database, vault: Vault, settings: Settings, clock: Clock | None = None
) -> Identity:
    """Build the module's parts for one process."""
    return Identity(database, vault, settings, clock or SystemClock())
