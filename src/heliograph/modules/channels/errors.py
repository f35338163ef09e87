"""What can go wrong with channels."""

from __future__ import annotations

from heliograph.kit.errors import AppError


class ChannelNotFound(AppError):
    """There is no such channel in this workspace."""

    code = "channels.not_found"
    status = 404
    title = "No such channel"
    remedy = "Check the id, or list the channels to find it."
    exit_code = 4


class PlatformUnknown(AppError):
    """No connector speaks to that platform."""

    code = "channels.platform_unknown"
    status = 422
    title = "No connector for that platform"
    remedy = "Use one of the platforms named in the detail."
    exit_code = 2


class SecretsMissing(AppError):
    """Something that is needed to connect was not given."""

    code = "channels.secrets_missing"
    status = 422
    title = "Something is missing to connect"
    remedy = "Give every required secret of the platform; `heliograph platforms list` names them."
    exit_code = 2


class ConnectionRefused(AppError):
    """The platform did not accept the secrets."""

    code = "channels.connection_refused"
    status = 422
    title = "The platform did not accept the secrets"
    remedy = "Make a new token or app password on the platform and connect again."


class PlatformUnreachable(AppError):
    """The platform could not be asked."""

    code = "channels.platform_unreachable"
    status = 503
    title = "The platform could not be reached"
    remedy = "Check the address and the network, then try again."


class OtherAccount(AppError):
    """The new secrets belong to another account."""

    code = "channels.other_account"
    status = 409
    title = "These secrets belong to another account"
    remedy = "Reconnect with the channel's own account, or connect the other one as a new channel."


class ConsentNotOffered(AppError):
    """The platform has no consent in the browser."""

    code = "channels.consent_not_offered"
    status = 422
    title = "This platform is connected by hand"
    remedy = "Connect it with its secrets; `heliograph platforms list` names them."
    exit_code = 2


class AppKeysMissing(AppError):
    """The platform wants to know which program asks."""

    code = "channels.app_keys_missing"
    status = 422
    title = "The keys of your app are missing"
    remedy = "Register an app at the platform, then give its client_id and client_secret once."
    exit_code = 2


class ConsentNotFound(AppError):
    """There is no such consent, or it belongs to somebody else."""

    code = "channels.consent_not_found"
    status = 404
    title = "No such consent"
    remedy = "Start again: connect the channel anew from your own session."
    exit_code = 4


class ConsentEnded(AppError):
    """The consent was answered already, or its time is over."""

    code = "channels.consent_ended"
    status = 409
    title = "This consent has ended"
    remedy = "Start again: connect the channel anew."


class ConsentRefused(AppError):
    """The platform would not begin the consent."""

    code = "channels.consent_refused"
    status = 422
    title = "The platform did not begin the consent"
    remedy = "Check the address and the keys of your app, then start again."


class AppNotFound(AppError):
    """No keys are kept for that platform and address."""

    code = "channels.app_not_found"
    status = 404
    title = "No such app"
    remedy = "List the apps to find its platform and address."
    exit_code = 4


class HookUnknown(AppError):
    """Nobody is called at that address."""

    code = "channels.hook_unknown"
    status = 404
    title = "Nobody is called here"
    remedy = "Copy the address from the channel's guide page and enter it at the platform again."
    exit_code = 4


class CallRefused(AppError):
    """The call does not carry the platform's signature."""

    code = "channels.call_refused"
    status = 401
    title = "The call is not signed"
    remedy = "Check that the secret kept here is the one the platform signs its calls with."
