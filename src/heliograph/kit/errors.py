"""The parent of every error a person may see, mapped in one place per app."""

from __future__ import annotations


class AppError(Exception):
    """Something a caller can understand and mend.

    Subclasses set `code` (module.name), `status` (HTTP), `title` and `remedy`; the message given
    at the raise is the detail: what happened to which thing. `pointer` names the part of the
    input that is to blame, as a JSON pointer.
    """

    code = "app.error"
    status = 400
    title = "The request could not be carried out"
    remedy = ""
    exit_code = 1

    def __init__(self, detail: str = "", *, pointer: str | None = None) -> None:
        super().__init__(detail or type(self).title)
        self.detail = detail or type(self).title
        self.pointer = pointer

    def sentence(self) -> str:
        """Detail and remedy as one line for a terminal or a log."""
        return f"{self.detail.rstrip('.')}. {self.remedy}".strip()


class NotFound(AppError):
    """No such thing in this workspace."""

    code = "app.not_found"
    status = 404
    title = "Not found"
    remedy = "Check the id; it may have been deleted, or belong to another workspace."
    exit_code = 4


class InvalidInput(AppError):
    """The input breaks a rule."""

    code = "app.invalid"
    status = 422
    title = "The input is not valid"
    remedy = "Correct the named field and send it again."
    exit_code = 2


class NotAllowed(AppError):
    """The person's role does not permit this."""

    code = "app.not_allowed"
    status = 403
    title = "Your role does not permit this"
    remedy = "Ask an admin of the workspace for the permission named in the detail."
    exit_code = 3


class Conflict(AppError):
    """The thing has changed, or is in a state where this cannot be done."""

    code = "app.conflict"
    status = 409
    title = "That cannot be done in its present state"
    remedy = "Look at its present state and decide again."
