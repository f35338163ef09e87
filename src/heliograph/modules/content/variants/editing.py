"""Edits that need no model: each says what it changed and why. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from heliograph.sdk.counting import count_text, fits, shorten
from heliograph.sdk.lines import sentences
from heliograph.sdk.manifest import ConnectorManifest, TextRules
from heliograph.sdk.rules import rules_for

FIGURE = re.compile(r"\d")
BLANKS = re.compile(r"\n{3,}")
HOOK_WORDS = 14
"""A first sentence longer than this is cut off by networks before it has said anything."""
GAP = 2


@dataclass(frozen=True)
class Wording:
    """A text with what stands around it, and the reasons for what it is."""

    text: str
    hook: str
    hashtags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = field(default=())

    def because(self, reason: str) -> Wording:
        """The same with a reason more."""
        return replace(self, reasons=(*self.reasons, reason))


def with_hook(text: str, hook: str, other: str) -> str:
    """The text begun in another way."""
    if hook and text.startswith(hook):
        return f"{other}{text[len(hook) :]}"
    return f"{other}\n\n{text}"


def fitted(wording: Wording, manifest: ConnectorManifest, kind: str) -> Wording:
    """The wording as a platform takes it: its length counted that platform's way, and no more
    hashtags than it counts."""
    rules = rules_for(manifest, kind).text
    allowed = len(wording.hashtags) if rules.max_hashtags is None else rules.max_hashtags
    if allowed < len(wording.hashtags):
        reason = f"{manifest.name} takes {allowed} hashtags: the widest stay"
        wording = replace(wording, hashtags=wording.hashtags[:allowed]).because(reason)
    return _shortened(wording, manifest.name, rules)


def _shortened(wording: Wording, name: str, rules: TextRules) -> Wording:
    room = rules.max
    if wording.hashtags:
        tags = " ".join(wording.hashtags)
        room = max(rules.max - count_text(tags, rules) - GAP, rules.max // 2)
    within = rules.model_copy(update={"max": room})
    if fits(wording.text, within):
        return wording
    cut = shorten(wording.text, within)
    long, allowed = count_text(wording.text, rules), rules.max
    reason = f"{name} counts {long} and takes {allowed}: it ends after a sentence that fits"
    return replace(wording, text=cut).because(reason)


def improved(wording: Wording, avoided: Sequence[str]) -> Wording:
    """The wording with what an editor would change at once; unchanged where nothing is."""
    return _one_of_each_hashtag(_begun_with_a_fact(_without(avoided, wording)))


def _without(avoided: Sequence[str], wording: Wording) -> Wording:
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in avoided) or r"(?!)", re.IGNORECASE
    )
    kept = [one for one in sentences(wording.text) if not pattern.search(one)]
    dropped = [found.group(0) for found in pattern.finditer(wording.text)]
    if not dropped or not kept:
        return wording
    words = ", ".join(f"“{one}”" for one in dict.fromkeys(dropped))
    mended = replace(wording, text=_joined(wording.text, kept), hook=kept[0])
    return mended.because(f"Left out the sentences with {words}: worn, or avoided by this brand")


def _begun_with_a_fact(wording: Wording) -> Wording:
    """Networks cut after the first line, so a long and empty one gives way to one with a figure."""
    found = sentences(wording.text)
    if len(found) < 3 or len(found[0].split()) <= HOOK_WORDS:
        return wording
    better = next((one for one in found[1:] if _is_hook(one)), None)
    if better is None:
        return wording
    order = [better, *(one for one in found if one != better)]
    mended = replace(wording, text=" ".join(order), hook=better)
    return mended.because(
        "Put the short sentence with the fact first: networks show little more than one line"
    )


def _is_hook(sentence: str) -> bool:
    return bool(FIGURE.search(sentence)) and len(sentence.split()) <= HOOK_WORDS


def _one_of_each_hashtag(wording: Wording) -> Wording:
    kept = tuple({tag.lower(): tag for tag in reversed(wording.hashtags)}.values())[::-1]
    if len(kept) == len(wording.hashtags):
        return wording
    return replace(wording, hashtags=kept).because("Each hashtag stands once")


def _joined(text: str, kept: Sequence[str]) -> str:
    """The sentences that stay, with the lines and paragraphs they stood in."""
    lines = "\n".join(_lines(text, set(kept)))
    return BLANKS.sub("\n\n", lines).strip()


def _lines(text: str, kept: set[str]) -> Iterator[str]:
    for line in text.split("\n"):
        staying = " ".join(one for one in sentences(line) if one in kept)
        if staying or not line.strip():
            yield staying
