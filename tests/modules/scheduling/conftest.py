"""Fixtures of scheduling's tests: a worker in this process, as publishing's tests have it."""

from __future__ import annotations

from tests.modules.publishing.conftest import working

__all__ = ["working"]
