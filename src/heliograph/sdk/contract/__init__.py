"""One suite of claims per kind of extension; imported by tests only."""
