"""How the services of this module are made for a unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.database import Database, UnitOfWork
from heliograph.modules.channels.service.apps import AppBook
from heliograph.modules.channels.service.channels import ChannelsService
from heliograph.modules.channels.service.consent import ConsentService
from heliograph.modules.channels.service.doctor import ChannelDoctor
from heliograph.modules.channels.service.incoming import IncomingService
from heliograph.modules.channels.service.parts import ChannelParts


@dataclass(frozen=True)
class ChannelTools(ChannelParts):
    """What every channels service works with, and how one is made for a unit of work."""

    def service(self, work: UnitOfWork) -> ChannelsService:
        """The service over one unit of work."""
        return ChannelsService(work, self)

    def consents(self, work: UnitOfWork) -> ConsentService:
        """Connecting in the browser, over one unit of work."""
        return ConsentService(work, self)

    def doctor(self, work: UnitOfWork) -> ChannelDoctor:
        """What is wrong with channels, over one unit of work."""
        return ChannelDoctor(work, self.service(work), self)

    def incoming(self, database: Database) -> IncomingService:
        """What platforms call."""
        return IncomingService(database, self)

    def apps(self, work: UnitOfWork) -> AppBook:
        """The keys of one's own programs, over one unit of work."""
        return AppBook(work, self)
