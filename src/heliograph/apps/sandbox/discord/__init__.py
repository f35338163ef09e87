"""Discord's webhooks, as far as posting by one needs them."""
