"""The pages of `docs/reference`, each read from the code it tells about."""
