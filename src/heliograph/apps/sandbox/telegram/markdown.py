"""MarkdownV2: pairs of marks, and a backslash before every other mark that is meant as itself."""

from __future__ import annotations

import re

from heliograph.apps.sandbox.telegram.entities import Formatted, MarksBroken, Writing

_TOKEN = re.compile(
    r"\\(?P<plain>.)|```(?P<pre>.*?)```|`(?P<code>[^`]*)`"
    r"|\[(?P<words>(?:\\.|[^\]\\])*)\]\((?P<url>(?:\\.|[^)\\])*)\)"
    r"|(?P<mark>\|\||__|[*_~])|(?P<stray>[\[\]()`>#+\-=|{}.!])",
    re.DOTALL,
)
_KINDS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}


def from_markdown(source: str) -> Formatted:
    """The text without its marks; raises `MarksBroken` in Telegram's words."""
    writing, place = Writing(), 0
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(source):
        writing.add(source[place : token.start()])
        place = token.end()
        if token["stray"]:
            raise MarksBroken(
                f"Character '{token['stray']}' is reserved and must be escaped with the "
                "preceding '\\'"
            )
        if token["mark"]:
            _pair(token["mark"], writing, opened)
        else:
            _piece(token, writing)
    writing.add(source[place:])
    if opened:
        name, start = _KINDS[opened[-1][0]].capitalize(), opened[-1][1]
        raise MarksBroken(f"Can't find end of {name} entity at byte offset {start}")
    return writing.done()


def _pair(mark: str, writing: Writing, opened: list[tuple[str, int]]) -> None:
    if opened and opened[-1][0] == mark:
        writing.cover(opened.pop()[1], _KINDS[mark])
        return
    opened.append((mark, writing.place))


def _piece(token: re.Match[str], writing: Writing) -> None:
    start = writing.place
    if token["plain"] is not None:
        writing.add(token["plain"])
    elif token["words"] is not None:
        writing.add(_bare(token["words"]))
        writing.cover(start, "text_link", url=_bare(token["url"]))
    else:
        kind = "pre" if token["pre"] is not None else "code"
        writing.add(_bare(token[kind]))
        writing.cover(start, kind)


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
