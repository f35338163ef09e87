"""What can go wrong while making content."""

from __future__ import annotations

from heliograph.kit.errors import AppError, InvalidInput


class ContentNotFound(AppError):
    """There is no such content in this workspace."""

    code = "content.not_found"
    status = 404
    title = "No such content"
    remedy = "Check the id, or list the contents to find it."
    exit_code = 4


class RunNotFound(AppError):
    """There is no such run in this workspace."""

    code = "content.run_not_found"
    status = 404
    title = "No such run"
    remedy = "Check the id; the answer to the request to generate names it."
    exit_code = 4


class ContentNotReady(AppError):
    """The content is still being made, or the gate refused it."""

    code = "content.not_ready"
    status = 409
    title = "The content is not ready"
    remedy = "Wait until it is made; if the gate refused it, mend what its report names."


class ContentChanged(AppError):
    """The content changed since it was read."""

    code = "content.changed"
    status = 409
    title = "The content has changed since you read it"
    remedy = "Read it again, then repeat your change."


class TypeUnknown(InvalidInput):
    """The pack does not make that type of content."""

    code = "content.type_unknown"
    title = "The pack does not make that"
    remedy = "Use one of the types named in the detail."


class DateUnreachable(InvalidInput):
    """The pack's sources do not reach that date."""

    code = "content.date_unreachable"
    title = "The sources do not reach that date"
    remedy = "Choose a date within the range named in the detail."


class PlatformUnknown(InvalidInput):
    """No connector for that platform is installed."""

    code = "content.platform_unknown"
    title = "There is no such platform"
    remedy = "Use one of those, or leave the platform out."


class StepUnknown(InvalidInput):
    """The pipeline has no such step."""

    code = "content.step_unknown"
    title = "No such step"
    remedy = "Use facts, plan, words, picture or gate."
