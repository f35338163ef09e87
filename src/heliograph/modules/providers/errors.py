"""What can go wrong with providers, their money and their tiers."""

from __future__ import annotations

from heliograph.kit.errors import AppError


class ProviderNotFound(AppError):
    """There is no such provider in this workspace."""

    code = "providers.not_found"
    status = 404
    title = "No such provider"
    remedy = "Check the id, or list the providers to find it."
    exit_code = 4


class ProviderInvalid(AppError):
    """A provider cannot be set up like that."""

    code = "providers.invalid"
    status = 422
    title = "The provider cannot be set up like that"
    remedy = "Correct the named field and send it again."
    exit_code = 2


class ProviderNameTaken(AppError):
    """Another provider has that name."""

    code = "providers.name_taken"
    status = 409
    title = "Another provider has that name"
    remedy = "Choose another name."


class BudgetInvalid(AppError):
    """A cap or a tier is asked for in a way that has no meaning."""

    code = "providers.budget_invalid"
    status = 422
    title = "That cap or tier cannot be set"
    remedy = "Use one of the values named in the detail."
    exit_code = 2
