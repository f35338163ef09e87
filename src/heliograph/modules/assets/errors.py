"""What can go wrong with assets."""

from __future__ import annotations

from heliograph.kit.errors import AppError


class AssetNotFound(AppError):
    """There is no such file in this workspace."""

    code = "assets.not_found"
    status = 404
    title = "No such file"
    remedy = "Check the id, or upload the file again."
    exit_code = 4


class FileRefused(AppError):
    """The file is of a kind that cannot be used."""

    code = "assets.refused"
    status = 415
    title = "That kind of file cannot be used"
    remedy = "Send a JPEG, PNG, GIF or WebP picture, an MP4 video, or a PDF, DOCX or PPTX document."
    exit_code = 2


class FileTooLarge(AppError):
    """The file is larger than allowed."""

    code = "assets.too_large"
    status = 413
    title = "The file is too large"
    remedy = "Make it smaller and send it again."
    exit_code = 2


class CannotAdapt(AppError):
    """Nothing that a platform takes can be made of the file."""

    code = "assets.cannot_adapt"
    status = 422
    title = "The file cannot be adapted"
    remedy = "Save it anew as a plain JPEG or MP4, smaller or shorter, and upload it again."
    exit_code = 2
