"""What a model is asked: rules, voice, plan and limits, with everything foreign between marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from heliograph.sdk.text import TextBrief
from heliograph.sdk.writing.prompt import OWN, Prompt, load_prompt, prompt_for
from heliograph.sdk.writing.quoting import Quotations, shown_plan

WORDS = {"short": 45, "medium": 90, "long": 180}
_LANGUAGES = {"en": "English", "ar": "Modern Standard Arabic"}
_MOST_OPENINGS = 24
_LONGEST_VOICE = 6000


@dataclass(frozen=True)
class Voice:
    """How a brand speaks, as people entered it."""

    tone: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True)
class Ask:
    """One question to a model. `fingerprint` is the same for the same question."""

    system: str
    user: str
    prompt: Prompt
    brief: TextBrief
    quotations: Quotations = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What a cache knows the question by."""
        return hashlib.sha256(orjson.dumps([self.system, self.user])).hexdigest()

    @property
    def characters(self) -> int:
        """How much there is to read."""
        return len(self.system) + len(self.user)


def ask_for(brief: TextBrief, voice: Voice | None = None, problems: Sequence[str] = ()) -> Ask:
    """The question for a brief; `problems` are what the last answer broke.

    Raises `PromptBroken` for a faulty prompt file of the pack.
    """
    prompt = prompt_for(brief.pack_folder, brief.plan.type)
    shown, quotations = shown_plan(brief.plan)
    plan = brief.plan
    values = {
        "type": plan.type.replace("_", " "),
        "subject": plan.subject,
        "date": f"{plan.date:%A} {plan.date.day} {plan.date:%B %Y}",
        "time_zone": plan.time_zone,
        "language": _LANGUAGES.get(plan.language, plan.language),
        "tone": brief.tone or plan.tone,
        "words": str(WORDS.get(brief.length, WORDS["medium"])),
        "limit": _limit(brief),
        "forbidden": ", ".join(brief.forbidden) or "none",
        "openings": _openings(brief),
        "variation": f"{brief.seed[:12]}-{brief.revision}",
        "voice": between_marks(_voice(voice or Voice())),
        "plan": between_marks(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode()),
        "problems": _problems(problems),
    }
    system = load_prompt(OWN / "rules.md").filled({})
    manner = brief.pack_folder / "voice.md"
    if manner.is_file():
        system = f"{system}\n\n{manner.read_text('utf-8').strip()}"
    return Ask(system, prompt.filled(values), prompt, brief, quotations)


def between_marks(text: str) -> str:
    """Foreign text between marks that it cannot contain, because they are made from it."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f"<<data {mark}>>\n{text}\n<<end {mark}>>"


def _limit(brief: TextBrief) -> str:
    if brief.max_characters is None:
        return ""
    return f", and never more than {brief.max_characters} characters"


def _openings(brief: TextBrief) -> str:
    chosen = sorted(brief.memory.openings)[:_MOST_OPENINGS]
    return " / ".join(chosen) or "none given"


def _voice(voice: Voice) -> str:
    lines = [
        _line("Tone", voice.tone),
        _line("Does", voice.do),
        _line("Does not", voice.dont),
        _line("Readers", [voice.audience] if voice.audience else ()),
        *(f"A sample: {one}" for one in voice.samples[:3]),
    ]
    return "\n".join(line for line in lines if line)[:_LONGEST_VOICE] or "As fits the subject."


def _line(name: str, values: Iterable[str]) -> str:
    told = "; ".join(values)
    return f"{name}: {told}" if told else ""


def _problems(problems: Sequence[str]) -> str:
    if not problems:
        return ""
    listed = "\n".join(f"- {one}" for one in problems[:12])
    return f"Your last answer was refused for these reasons; mend all of them:\n{listed}"
