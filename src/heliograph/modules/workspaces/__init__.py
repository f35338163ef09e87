"""People, their workspaces, and how they sign in. The front door of the module."""

from heliograph.kit.web.context import Principal
from heliograph.modules.workspaces.roles import ROLES, permissions_of
from heliograph.modules.workspaces.schemas import APIKeyRequest, NewAPIKey
from heliograph.modules.workspaces.service import (
    Gatekeeper,
    Keyring,
    Owner,
    WorkspaceEntry,
    WorkspacesService,
)

__all__ = [
    "ROLES",
    "APIKeyRequest",
    "Gatekeeper",
    "Keyring",
    "NewAPIKey",
    "Owner",
    "Principal",
    "WorkspaceEntry",
    "WorkspacesService",
    "permissions_of",
]
