"""Templates: texts with typed placeholders, and the prompts that models are given."""

from heliograph.modules.templates.errors import TemplateBroken, TemplateNotFound
from heliograph.modules.templates.service import (
    Filled,
    TemplatesService,
    TemplateTools,
    plan_values,
)

__all__ = [
    "Filled",
    "TemplateBroken",
    "TemplateNotFound",
    "TemplateTools",
    "TemplatesService",
    "plan_values",
]
