"""What Festival is told: plain strings within fixed commands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from heliograph.sdk.speaking import SaidWord

_END = re.compile(r"[.!?;:\u2026][\"'\u2019\u201d)\]]*$")
_MOST_WORDS = 40
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
    }
)
LIST = '(mapcar (lambda (v) (format t "V\\t%s\\n" v)) (voice.list))\n'
_WORDS = """(mapcar
  (lambda (w)
    (format t "W\\t%s\\t%f\\t%f\\t%s\\n" (item.feat w "R:Token.parent.name")
      (item.feat w 'word_start) (item.feat w 'word_end) (item.feat w "R:Token.parent.id")))
  (utt.relation.items utt 'Word))
"""


def plain(text: str) -> str:
    """The text in the letters that these programs read: ASCII, printable, on one line."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(one for one in bare if one.isascii() and one.isprintable())


def sentences(words: Sequence[SaidWord]) -> list[list[int]]:
    """The numbers of the words of each sentence; an endless one is cut between words."""
    found: list[list[int]] = [[]]
    for number, word in enumerate(words):
        found[-1].append(number)
        if _END.search(word.said) or len(found[-1]) >= _MOST_WORDS:
            found.append([])
    return [one for one in found if one]


def script(voice: str, rate: float, texts: Sequence[str], folder: Path) -> str:
    """Say each text into a file of its own, and print when each of its words sounds."""
    lines = [f"(voice_{voice})", f"(Parameter.set 'Duration_Stretch {1.0 / rate:.3f})"]
    if voice.endswith("_hts"):
        # These voices time their sounds themselves and look at nothing but this.
        pace = f'(list (list "-r" {rate:.3f}))'
        lines.append(f"(set! hts_engine_params (append hts_engine_params {pace}))")
    for number, text in enumerate(texts):
        lines.append(f'(format t "U\\t{number}\\n")')
        lines.append(f"(set! utt (utt.synth (Utterance Text {_quoted(text)})))")
        lines.append(f"(utt.save.wave utt {_quoted(str(folder / f'{number}.wav'))} 'riff)")
        lines.append(_WORDS)
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
