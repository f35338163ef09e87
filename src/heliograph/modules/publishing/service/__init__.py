"""The rules of publishing, one file per use case."""
