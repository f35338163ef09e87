"""The page of all events."""

from __future__ import annotations

import importlib

from heliograph.flows.instance import Instance
from heliograph.flows.loop import listen
from heliograph.kit.database import Database
from heliograph.kit.events import EventListeners, Listener
from heliograph.kit.settings import load_settings
from tools.reference.page import PACKAGE, Page, first_sentence


class _Recorder(EventListeners):
    """Remembers who listens to what, and in which words."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.acts: dict[str, list[str]] = {}

    def on(self, name: str, handler: Listener, *, listener: str = "") -> None:
        super().on(name, handler, listener=listener)
        self.acts.setdefault(name, []).append(first_sentence(handler.__doc__) or listener)


def events() -> dict[str, str]:
    """The names of all events that modules announce, each with its module."""
    found: dict[str, str] = {}
    for file in sorted((PACKAGE / "modules").glob("*/events.py")):
        module = importlib.import_module(f"heliograph.modules.{file.parent.name}.events")
        found |= {
            value: file.parent.name
            for name, value in vars(module).items()
            if name.isupper() and isinstance(value, str)
        }
    return found


def events_page() -> Page:
    """Every event, who announces it and what follows."""
    page = Page("Events")
    page.say(
        "An event tells what has happened, in the past tense. It is written in the transaction "
        "that made it happen and delivered once to every listener. Open dashboards hear the same "
        "names over the WebSocket `/api/v1/live`, with ids and nothing else; `live.resumed` there "
        "means that something may have been missed."
    )
    database = Database("postgresql://localhost/none")
    recorder = _Recorder(database)
    listen(recorder, Instance(load_settings(), database))
    rows = [
        (f"`{name}`", module, " ".join(recorder.acts.get(name, ())) or "open dashboards read again")
        for name, module in sorted(events().items())
    ]
    page.table(("event", "announced by", "what follows"), rows)
    return page
