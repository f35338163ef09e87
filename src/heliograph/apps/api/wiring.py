"""Builds the API of this instance from its settings."""

from __future__ import annotations

from fastapi import FastAPI

from heliograph.apps.api.factory import Parts, create_api
from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.postgres.address import find_database
from heliograph.kit.settings import Settings


def build(settings: Settings) -> FastAPI:
    """The API on this instance's database, files and keys."""
    return build_on(Instance(settings, Database(find_database(settings), settings.database)))


def build_on(instance: Instance) -> FastAPI:
    """The API over an instance that exists already; the caller closes it."""
    return create_api(
        Parts(
            instance.settings,
            instance.database,
            instance.storage,
            instance.vault,
            instance.clock,
            offers=(instance, *instance.offers()),
        )
    )
