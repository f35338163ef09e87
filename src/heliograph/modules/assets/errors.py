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
    remedy = (
        "Send a JPEG, PNG, GIF, WebP or SVG picture, an MP4 video, or a PDF, DOCX or PPTX document."
    )
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


class QuotaReached(AppError):
    """The workspace has no room left for its files."""

    code = "assets.quota_reached"
    status = 413
    title = "The workspace's room for files is full"
    remedy = "Remove files you do not need and empty the trash, or ask for more room."
    exit_code = 2


class UploadNotFound(AppError):
    """There is no such upload in this workspace."""

    code = "assets.upload_not_found"
    status = 404
    title = "No such upload"
    remedy = "Begin the upload again."
    exit_code = 4


class UploadExpired(AppError):
    """An upload was left half done for too long."""

    code = "assets.upload_expired"
    status = 410
    title = "The upload has expired"
    remedy = "Begin the upload again."


class OffsetWrong(AppError):
    """The bytes sent do not follow those that have arrived."""

    code = "assets.wrong_offset"
    status = 409
    title = "The bytes do not follow those that have arrived"
    remedy = "Ask with HEAD how much has arrived and go on from there."


class ProtocolUnknown(AppError):
    """The request speaks another version of the upload protocol."""

    code = "assets.upload_protocol"
    status = 412
    title = "This version of the upload protocol is not spoken here"
    remedy = "Send `Tus-Resumable: 1.0.0`."


class FetchRefused(AppError):
    """The address is none that files are fetched from."""

    code = "assets.address_refused"
    status = 422
    title = "Nothing is fetched from that address"
    remedy = "Give a public http or https address of the file itself."
    exit_code = 2


class FetchFailed(AppError):
    """The address gave no file."""

    code = "assets.fetch_failed"
    status = 422
    title = "The file could not be fetched"
    remedy = "Open the address in a browser; download the file and upload it if that works."
    exit_code = 2


class FolderNotFound(AppError):
    """There is no such folder in this workspace."""

    code = "assets.folder_not_found"
    status = 404
    title = "No such folder"
    remedy = "List the folders and choose one of them."
    exit_code = 4


class FolderRefused(AppError):
    """The folder cannot be made or moved there."""

    code = "assets.folder_refused"
    status = 409
    title = "The folder cannot be there"
    remedy = "Choose another name or another place."


class VersionNotFound(AppError):
    """The file never had that version."""

    code = "assets.version_not_found"
    status = 404
    title = "No such version"
    remedy = "List the versions of the file and choose one of them."
    exit_code = 4
