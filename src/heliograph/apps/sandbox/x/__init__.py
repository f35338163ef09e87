"""X, version 2 of its interface, as one of the sandbox's networks."""
