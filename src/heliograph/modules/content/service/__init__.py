"""The rules of content, one file per use case."""
