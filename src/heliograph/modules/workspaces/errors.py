"""What can go wrong when people sign in and are managed."""

from __future__ import annotations

from heliograph.kit.errors import AppError, Conflict, InvalidInput, NotAllowed, NotFound


class CredentialsWrong(AppError):
    """The e-mail address or the password is wrong; which of them is not said."""

    code = "workspaces.credentials_wrong"
    status = 401
    title = "The e-mail address or the password is wrong"
    remedy = "Check both; `heliograph sign-in-link` makes a new link on the machine itself."
    exit_code = 3


class SignInBlocked(AppError):
    """Too many wrong passwords for this account or from this address."""

    code = "workspaces.sign_in_blocked"
    status = 429
    title = "Too many failed sign-ins"
    remedy = "Wait for the seconds named in Retry-After, or use a one-time sign-in link."
    exit_code = 3

    def __init__(self, retry_after: int) -> None:
        super().__init__("signing in is blocked for a while after too many failures")
        self.retry_after = retry_after


class LinkUsedUp(AppError):
    """A sign-in link that was used, has expired, or never was one."""

    code = "workspaces.link_used_up"
    status = 410
    title = "This sign-in link does not work any more"
    remedy = "Make a new one with `heliograph sign-in-link`; each works once, for 30 minutes."
    exit_code = 3


class SessionEnded(AppError):
    """The session was signed out, has expired, or was ended for safety."""

    code = "workspaces.session_ended"
    status = 401
    title = "Your session has ended"
    remedy = "Sign in again."
    exit_code = 3


class TokenInvalid(AppError):
    """An access token that is expired, altered, or signed by somebody else."""

    code = "workspaces.token_invalid"
    status = 401
    title = "The access token is not valid"
    remedy = "Refresh it at POST /api/v1/auth/refresh, or sign in again."
    exit_code = 3


class KeyInvalid(AppError):
    """An API key that is unknown, revoked or expired."""

    code = "workspaces.key_invalid"
    status = 401
    title = "The API key is not valid"
    remedy = "Make a new key on the settings page, or with `heliograph token create`."
    exit_code = 3


class PasswordTooWeak(InvalidInput):
    """A password that is short, common, or made from the person's own name."""

    code = "workspaces.password_too_weak"
    title = "Choose another password"
    remedy = "Use 8 characters or more (15 are better) that nobody would guess: a few random words."


class PasswordWrong(InvalidInput):
    """The present password, asked for before it is changed, is wrong."""

    code = "workspaces.password_wrong"
    title = "The present password is wrong"
    remedy = "Type the password you sign in with today."


class RoleUnknown(InvalidInput):
    """No role has this name."""

    code = "workspaces.role_unknown"
    title = "There is no such role"
    remedy = "Use admin, manager, creator, approver or viewer."


class ScopeUnknown(InvalidInput):
    """A scope that is no permission."""

    code = "workspaces.scope_unknown"
    title = "There is no such scope"
    remedy = "Use permissions such as `content:read` or `posts:*`."


class RoleTooHigh(NotAllowed):
    """Nobody gives away, or takes away, more than they hold themselves."""

    code = "workspaces.role_too_high"
    title = "This role holds more than yours"
    remedy = "Ask an admin of the workspace to do it."


class LastAdmin(Conflict):
    """A workspace always keeps one admin."""

    code = "workspaces.last_admin"
    title = "A workspace needs an admin"
    remedy = "Make somebody else an admin first."


class AlreadyMember(Conflict):
    """The person belongs to the workspace already."""

    code = "workspaces.already_member"
    title = "This person is a member already"
    remedy = "Change their role instead."


class AlreadySetUp(Conflict):
    """The instance has its first owner."""

    code = "workspaces.already_set_up"
    title = "This instance has an owner already"
    remedy = "Make a sign-in link for the owner with `heliograph sign-in-link`."


class MemberMissing(NotFound):
    """No such member in this workspace."""

    code = "workspaces.member_missing"
    title = "No such member"


class KeyMissing(NotFound):
    """No such API key in this workspace."""

    code = "workspaces.key_missing"
    title = "No such API key"
