"""The page of connectors, packs and providers."""

from __future__ import annotations

from typing import get_args

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.connectors import PostKind
from heliograph.sdk.manifest import ConnectorManifest, load_provider_manifest
from tools.reference.page import PACKAGE, Page

KINDS = get_args(PostKind)


def extensions_page() -> Page:
    """Every connector, pack and provider from its manifest."""
    catalogue = InstalledExtensions()
    page = Page("Connectors, packs and providers")
    page.say(
        "`planned` says it is not there yet, `built` that it was written from the platform's "
        "documentation and runs against the sandbox, `proven` that it ran against the platform's "
        "own software on the day named."
    )
    manifests = catalogue.connectors()
    page.say("## What can be published where")
    page.table(
        ("platform", *KINDS, "later steps", "a doubt is settled by"),
        [
            (
                manifest.name,
                *(manifest.maturity if kind in manifest.kinds else "–" for kind in KINDS),
                ", ".join(manifest.steps) or "–",
                manifest.strategy.replace("_", " "),
            )
            for manifest in manifests
        ],
    )
    for manifest in manifests:
        _tell_connector(page, manifest)
    page.say("## Packs")
    packs = [pack.manifest for pack in catalogue.packs()]
    heads = ("pack", "version", "maturity", "languages", "makes", "sources")
    page.table(
        heads,
        [
            (
                f"{one.name} (`{one.id}`)",
                one.version,
                one.maturity,
                ", ".join(one.languages),
                ", ".join(f"{kind.name} (`{kind.id}`)" for kind in one.types),
                "; ".join(one.sources),
            )
            for one in packs
        ],
    )
    page.say("## Providers")
    providers = [
        load_provider_manifest(file.parent)
        for file in sorted((PACKAGE / "extensions/providers").glob("*/manifest.toml"))
    ]
    page.table(
        ("provider", "makes", "tier", "maturity", "what it does"),
        [
            (f"{one.name} (`{one.id}`)", one.kind, one.tier, one.maturity, one.description)
            for one in providers
        ],
    )
    return page


def _tell_connector(page: Page, manifest: ConnectorManifest) -> None:
    text, media = manifest.text, manifest.media
    page.say(f"## {manifest.name} (`{manifest.id}`)")
    fields = ", ".join(
        f"`{one.name}`{'' if one.required else ' (optional)'}" for one in manifest.sign_in.fields
    )
    ratio = ""
    if media.max_ratio is not None:
        ratio = f", width by height {media.min_ratio or 0:g} to {media.max_ratio:g}"
    page.table(
        ("what", "value"),
        [
            ("maturity", f"{manifest.maturity}, checked on {manifest.checked_on}"),
            ("post kinds", ", ".join(manifest.kinds)),
            ("sign-in", f"{manifest.sign_in.kind} with {fields}"),
            ("scopes", ", ".join(manifest.sign_in.scopes) or "none"),
            ("default address", manifest.default_base_url),
            ("text", f"at most {text.max} {text.unit}"),
            ("media", f"{media.min_count} to {media.max_count}, {', '.join(media.mimes)}{ratio}"),
            ("largest file", f"{media.max_bytes:,} bytes"),
            ("numbers it reads", ", ".join(manifest.metrics)),
            ("an unknown outcome is settled", manifest.reconcile),
        ],
    )
