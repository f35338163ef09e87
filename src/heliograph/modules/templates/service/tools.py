"""How the services of this module are made for a unit of work."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.kit.database import UnitOfWork
from heliograph.modules.templates.service.exchange import TemplateExchange
from heliograph.modules.templates.service.parts import TemplateParts
from heliograph.modules.templates.service.templates import TemplatesService


@dataclass(frozen=True)
class TemplateTools(TemplateParts):
    """What every templates service works with, and how one is made for a unit of work."""

    def service(self, work: UnitOfWork) -> TemplatesService:
        """Make, change, fill."""
        return TemplatesService(work, self)

    def exchange(self, work: UnitOfWork) -> TemplateExchange:
        """To files and back."""
        return TemplateExchange(work, self)
