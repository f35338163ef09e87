"""Finding contents again: by words, by meaning, and by likeness to a new one."""

from heliograph.modules.content.search.index import (
    ContentIndex,
    Hit,
    Wanted,
    index_marked,
    mark_strangers,
)

__all__ = ["ContentIndex", "Hit", "Wanted", "index_marked", "mark_strangers"]
