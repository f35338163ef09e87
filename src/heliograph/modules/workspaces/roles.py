"""Who may do what: the built-in roles and their permissions.

A role is stored by its name, so that roles of a workspace's own can join this table later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from heliograph.kit.web.context import holds
from heliograph.modules.workspaces.errors import RoleUnknown, ScopeUnknown

_EVERYONE = frozenset(
    {
        "analytics:read",
        "brands:read",
        "channels:read",
        "content:read",
        "posts:read",
        "profile:manage",
        "templates:read",
    }
)
ROLES: dict[str, frozenset[str]] = {
    "admin": frozenset({"*"}),
    "manager": _EVERYONE
    | {
        "content:write",
        "content:delete",
        "brands:*",
        "channels:*",
        "providers:*",
        "templates:*",
        "posts:*",
        "campaigns:*",
        "team:manage",
        "approvals:*",
    },
    "creator": _EVERYONE | {"content:write", "posts:write", "providers:read", "templates:write"},
    "approver": _EVERYONE | {"approvals:*"},
    "viewer": _EVERYONE,
}
_SCOPE = re.compile(r"\*|[a-z][a-z_]*:(?:\*|[a-z][a-z_]*)")


def permissions_of(role: str) -> frozenset[str]:
    """What a role permits; raises `RoleUnknown`."""
    found = ROLES.get(role)
    if found is None:
        raise RoleUnknown(f"there is no role {role[:40]!r}", pointer="/role")
    return found


def covers(granted: frozenset[str], asked: Iterable[str]) -> bool:
    """Whether everything asked for is held, wildcards included."""
    return all(holds(granted, permission) for permission in asked)


def narrowed(granted: frozenset[str], scopes: Iterable[str]) -> frozenset[str]:
    """What is left of a role under an API key's scopes; no scopes leave all of it."""
    wanted = frozenset(scopes)
    if not wanted:
        return granted
    inside = {scope for scope in wanted if holds(granted, scope)}
    return frozenset(inside | {permission for permission in granted if holds(wanted, permission)})


def checked_scopes(scopes: Iterable[str]) -> list[str]:
    """Scopes in order and without repeats; raises `ScopeUnknown`."""
    wanted = sorted(set(scopes))
    for scope in wanted:
        if not _SCOPE.fullmatch(scope):
            raise ScopeUnknown(f"{scope[:60]!r} is not a permission", pointer="/scopes")
    return wanted
