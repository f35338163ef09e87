"""The embedded text provider: a plan in, a finished draft out, with no model and no network."""

from __future__ import annotations

from pathlib import Path

from heliograph.extensions.providers.embedded import captions, document, levelling
from heliograph.extensions.providers.embedded.chooser import Chooser, Turn
from heliograph.extensions.providers.embedded.forms import write_form
from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.extensions.providers.embedded.writer import Writer
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.text import Draft, TextBrief


class EmbeddedText:
    """Implements `heliograph.sdk.text.TextProvider` with the grammar of the brief's pack."""

    manifest = load_provider_manifest(Path(__file__).parent)

    async def write(self, brief: TextBrief) -> Draft:
        """One draft; the same brief always gives the same draft.

        Raises `GrammarBroken` for a pack whose templates are not valid, and `NothingFits` when
        the limits of the brief leave nothing to say.
        """
        if not brief.plan.themes:
            raise ValueError("A plan needs at least one theme before a text can be written.")
        writer = _writer_for(brief)
        form = writer.grammar.forms.get(brief.plan.type)
        if form is not None:
            return write_form(form, writer, brief)
        places = document.outline(brief.length, brief.plan.themes, writer.chooser)
        written = document.write(places, writer)
        if brief.length == "medium":
            written = document.fit_words(written, writer)
        written = levelling.lift(written, writer)
        farewell = writer.farewell([one.sentence for one in written], brief.length)
        if farewell is not None:
            written = levelling.lift(document.take_leave(written, farewell), writer)
        written = document.fit_characters(written, brief.max_characters)
        smooth = levelling.smooth(written)
        if brief.max_characters is None or len(document.join(smooth)) <= brief.max_characters:
            written = smooth
        return _draft(writer, written)


def _writer_for(brief: TextBrief) -> Writer:
    grammar = load_grammar(brief.pack_folder / "grammar")
    register = grammar.register(brief.tone or brief.plan.tone)
    turns = grammar.lexicon.turns or (brief.plan.subject,)
    number = turns.index(brief.plan.subject) if brief.plan.subject in turns else 0
    turn = Turn(brief.series, brief.plan.date.toordinal(), number, len(turns))
    chooser = Chooser(brief.seed, brief.revision, register, turn, brief.memory)
    forbidden = (*grammar.lexicon.banned, *brief.forbidden)
    return Writer(grammar, brief.plan, chooser, forbidden, is_spoken=brief.tone is not None)


def _draft(writer: Writer, written: list[document.Written]) -> Draft:
    theme = written[0].place.theme
    card = captions.card_text(written)
    return Draft(
        text=document.join(written),
        hook=written[0].sentence.text,
        title=captions.title(writer, theme),
        hashtags=captions.hashtags(writer, theme),
        call_to_action=captions.call_to_action(writer, theme),
        alt_text=captions.alt_text(writer, theme, card),
        card_text=card,
        used_templates=tuple(one.sentence.template.id for one in written),
    )
