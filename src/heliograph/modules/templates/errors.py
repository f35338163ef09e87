"""What can go wrong with templates."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.kit.errors import AppError
from heliograph.modules.templates.engine import Trouble


class TemplateNotFound(AppError):
    """There is no such template, or no such version of it, in this workspace."""

    code = "templates.not_found"
    status = 404
    title = "No such template"
    remedy = "Check the id, or list the templates to find it."
    exit_code = 4


class TemplateNameTaken(AppError):
    """Another template has that name."""

    code = "templates.name_taken"
    status = 409
    title = "Another template has that name"
    remedy = "Choose another name, or change that template. Archived ones keep their names."


class TemplateChanged(AppError):
    """Somebody else changed the template since it was read."""

    code = "templates.changed"
    status = 409
    title = "The template was changed meanwhile"
    remedy = "Read it again, and make your change to what stands there now."


class TemplateBroken(AppError):
    """The template's text cannot be read; the detail says where."""

    code = "templates.broken"
    status = 422
    title = "The template cannot be used like that"
    remedy = "Correct it at the place named in the detail."
    exit_code = 2

    def __init__(self, troubles: Sequence[Trouble], *, pointer: str = "/body") -> None:
        told = [one.sentence for one in troubles[:5]]
        if len(troubles) > len(told):
            told.append(f"and {len(troubles) - len(told)} more")
        super().__init__("; ".join(told), pointer=pointer)
        self.remedy = troubles[0].remedy or self.remedy
        self.troubles = tuple(troubles)


class FieldInvalid(AppError):
    """A field of a template contradicts itself."""

    code = "templates.field_invalid"
    status = 422
    title = "A field cannot be like that"
    remedy = "Correct the named field and send it again."
    exit_code = 2


class PlaceUnknown(AppError):
    """The pack, type, subject or platform of a template is not there."""

    code = "templates.place_unknown"
    status = 422
    title = "That is not installed here"
    remedy = "Use one of those named in the detail, or leave it out for all."
    exit_code = 2
