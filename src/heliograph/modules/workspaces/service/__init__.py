"""The rules of this module, one file per use case."""

from heliograph.modules.workspaces.service.gatekeeper import Gatekeeper
from heliograph.modules.workspaces.service.keyring import Keyring
from heliograph.modules.workspaces.service.keys import KeyService
from heliograph.modules.workspaces.service.people import PeopleService
from heliograph.modules.workspaces.service.sessions import Device, SessionService
from heliograph.modules.workspaces.service.setup import Owner, WorkspaceEntry, WorkspacesService
from heliograph.modules.workspaces.service.sign_in import SignInService

__all__ = [
    "Device",
    "Gatekeeper",
    "KeyService",
    "Keyring",
    "Owner",
    "PeopleService",
    "SessionService",
    "SignInService",
    "WorkspaceEntry",
    "WorkspacesService",
]
