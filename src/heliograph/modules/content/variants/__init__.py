"""Other wordings beside a content's own: alternatives, hooks, forms for platforms, improvements."""
