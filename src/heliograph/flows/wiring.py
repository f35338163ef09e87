"""Which jobs workers run and which event leads to which act."""

from __future__ import annotations

from heliograph.flows.instance import Instance
from heliograph.flows.loop import listen
from heliograph.kit.database import Database
from heliograph.kit.events import EventListeners
from heliograph.kit.jobs import JobRegistry
from heliograph.kit.settings import Settings
from heliograph.modules import analytics, assets, channels, content, publishing, scheduling, videos


def build(settings: Settings, database: Database) -> JobRegistry:
    """All jobs, ticks and listeners of the product, for a worker."""
    return registry_of(Instance(settings, database))


def registry_of(instance: Instance) -> JobRegistry:
    """The same over an instance that exists already."""
    registry = JobRegistry()
    channels.register_jobs(registry, instance.database, instance.channels)
    assets.register_jobs(registry, instance.database, instance.assets)
    content.register_jobs(registry, instance.database, instance.content)
    videos.register_jobs(registry, instance.database, instance.videos)
    rhythm = publishing.SweepRhythm(
        instance.settings.delivery.sweep_seconds,
        {one.id: float(one.settle_seconds) for one in instance.catalogue.connectors()},
    )
    publishing.register_jobs(
        registry,
        instance.delivery,
        instance.tests,
        instance.database,
        rhythm,
        instance.clock,
    )
    scheduling.register_jobs(registry, instance.database)
    analytics.register_jobs(registry, instance.database, instance.numbers)
    listeners = EventListeners(instance.database)
    listen(listeners, instance)
    listeners.register(registry, queue="studio")
    return registry
