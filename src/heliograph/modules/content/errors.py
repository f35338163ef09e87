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


class LanguageUnknown(InvalidInput):
    """The pack does not write in that language."""

    code = "content.language_unknown"
    remedy = "Choose one of the languages that the message names."


class VersionNotFound(AppError):
    """The content had no such wording."""

    code = "content.version_not_found"
    status = 404
    title = "No such version"
    remedy = "List the content's versions to find it."
    exit_code = 4


class VariantNotFound(AppError):
    """The content has no such variant."""

    code = "content.variant_not_found"
    status = 404
    title = "No such variant"
    remedy = "List the content's variants to find it."
    exit_code = 4


class NothingToImprove(AppError):
    """No edit that needs no model would make it better."""

    code = "content.nothing_to_improve"
    status = 409
    title = "There is nothing to improve by rule"
    remedy = "Ask for alternatives, or change the words by hand."


class BatchNotFound(AppError):
    """There is no such batch in this workspace."""

    code = "content.batch_not_found"
    status = 404
    title = "No such batch"
    remedy = "Check the id, or list the batches to find it."
    exit_code = 4


class BatchEmpty(AppError):
    """Everything that was asked for is there."""

    code = "content.batch_empty"
    status = 409
    title = "Nothing is left to make"
    remedy = "Choose other days, types or brands, or archive what shall be made again."


class BatchTooLarge(InvalidInput):
    """More pieces than one batch takes."""

    code = "content.batch_too_large"
    remedy = "Order fewer days or fewer brands at once."


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


class LicenceMissing(InvalidInput):
    """A file of the library is to be drawn in, and nobody has stated its licence."""

    code = "content.licence_missing"
    title = "Its licence is not known"
    remedy = "State its licence and source in the library, or use another file."


class NoKitReader(AppError):
    """What draws the pictures cannot read logos."""

    code = "content.no_kit_reader"
    status = 409
    title = "Logos cannot be read here"
    remedy = "Set the colours by hand."


class TemplateUnfit(InvalidInput):
    """The template cannot be filled for this piece."""

    code = "content.template_unfit"
    title = "The template does not suit the piece"
    remedy = "Give the values it lacks, change the template, or take another one."


class NotesNeeded(InvalidInput):
    """The pack tells only what a person enters, and nothing was entered."""

    code = "content.notes_needed"
    title = "The pack needs your notes"
    remedy = "Enter at least one fact, one to a line, its source after ` | `."
