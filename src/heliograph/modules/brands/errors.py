"""What can go wrong with brands."""

from __future__ import annotations

from heliograph.kit.errors import AppError


class BrandNotFound(AppError):
    """There is no such brand in this workspace."""

    code = "brands.not_found"
    status = 404
    title = "No such brand"
    remedy = "Check the id, or list the brands to find it."
    exit_code = 4


class HandleTaken(AppError):
    """Another brand has that handle."""

    code = "brands.handle_taken"
    status = 409
    title = "Another brand has that handle"
    remedy = "Choose another handle."


class PackUnknown(AppError):
    """No such pack is installed, or it has no such subject or type."""

    code = "brands.pack_unknown"
    status = 422
    title = "The pack does not have that"
    remedy = "Use one of those named in the detail."
    exit_code = 2
