"""What a text claims beyond what it was given: numbers, addresses and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.sdk.packs import Plan
from heliograph.sdk.plain.schema import TypeWords

ADDRESS = re.compile(r"https?://[^\s)>\]]+|\bwww\.[^\s)>\]]+")
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")
NAME = re.compile(r"(?<=[\w,;:’'”)] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
"""Capitals inside a sentence."""
LIST_MARK = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
SMALL = frozenset({"i", "i’m", "i'm", "i’ve", "ok"})


def unsupported(text: str, plan: Plan, words: TypeWords) -> list[str]:
    """The words of every claim that nothing supports, in the order of the text."""
    known = "\n".join(_known(plan, words)).casefold()
    bare = LIST_MARK.sub("", text)
    found = [one for one in ADDRESS.findall(bare) if one.casefold().rstrip(".,") not in known]
    bare = ADDRESS.sub(" ", bare)
    found += [one for one in NUMBER.findall(bare) if not _holds(known, one)]
    for name in NAME.findall(bare):
        if name.casefold() not in known and name.casefold() not in SMALL:
            found.append(name)
    return found


def _known(plan: Plan, words: TypeWords) -> Iterator[str]:
    yield from (fact.text for fact in plan.facts)
    yield from (fact.source for fact in plan.facts)
    yield from plan.slots.values()
    own = words.languages.get(plan.language)
    if own is not None:
        yield from (*own.open, *own.turn, *own.close, *own.hashtags)


def _holds(known: str, number: str) -> bool:
    pattern = rf"(?<![\d.,:/]){re.escape(number.rstrip('.,:'))}(?![\d]|[.,:/]\d)"
    return re.search(pattern, known) is not None
