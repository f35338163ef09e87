"""Services of templates."""

from heliograph.modules.templates.service.filling import Filled, plan_values
from heliograph.modules.templates.service.templates import TemplatesService
from heliograph.modules.templates.service.tools import TemplateTools

__all__ = ["Filled", "TemplateTools", "TemplatesService", "plan_values"]
