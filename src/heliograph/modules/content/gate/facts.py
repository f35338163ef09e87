"""Facts against their source, and a person's yes where the pack asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heliograph.modules.content.gate.values import Check, Piece
from heliograph.sdk.judging import JudgingPack
from heliograph.sdk.packs import Pack
from heliograph.sdk.problems import Problem


def facts_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """What the text claims, held against what was computed or cited."""
    everything = "\n".join(
        dict.fromkeys((piece.text, piece.card_text, *piece.script, *piece.cards))
    )
    unsupported = list(dict.fromkeys(pack.unsupported_claims(everything, piece.plan)))
    return (
        Check(
            "facts_in_plan",
            not unsupported,
            found=f"not in the facts: {', '.join(unsupported)}"
            if unsupported
            else "every named fact is in the plan",
            allowed="facts that were computed or cited for this day",
            remedy="Take out what is not in the facts, or correct it to what they say.",
        ),
    )


def pack_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """The rules of the niche itself, where its pack has some."""
    if not isinstance(pack, JudgingPack):
        return ()
    problems = pack.judge(piece.judged)
    if problems:
        return tuple(_broken(problems))
    name = pack.manifest.name
    return (Check("pack_rules", True, f"keeps every rule of {name}", f"the rules of {name}"),)


def person_checks(piece: Piece, pack: Pack) -> Sequence[Check]:
    """Whether somebody has to look before it goes out, and has."""
    kind = next((one for one in pack.manifest.types if one.id == piece.plan.type), None)
    if kind is None or not kind.needs_person:
        return ()
    by = (piece.approved_by or "").strip()
    return (
        Check(
            "needs_person",
            bool(by),
            found=f"{by} said yes" if by else "nobody has said yes yet",
            allowed=f"a person's yes to every {kind.name.lower()}",
            remedy="Let a person look at it, with its sources, and approve it.",
            must=False,
        ),
    )


def _broken(problems: Sequence[Problem]) -> Iterator[Check]:
    # One entry a rule: a list with the same name twice cannot be read, nor answered by a policy.
    for rule in dict.fromkeys(problem.rule for problem in problems):
        of_rule = [problem for problem in problems if problem.rule == rule]
        found = "; ".join(dict.fromkeys(problem.found for problem in of_rule))
        first = of_rule[0]
        yield Check(rule, False, found, first.allowed, first.remedy)
