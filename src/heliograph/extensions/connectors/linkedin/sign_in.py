"""LinkedIn's consent: one member says yes, then picks who posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from heliograph.extensions.connectors.linkedin.client import LinkedInClient
from heliograph.extensions.connectors.linkedin.mapping import ORGANISATION, PERSON
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import Choice, Grant, Question

MEMBER = "member"
MEMBER_SCOPES = "openid profile email w_member_social"


class LinkedInSignIn(StandardSignIn):
    """The standard flow. The hint "member" asks for no more than an app without LinkedIn's
    approval may have; any other asks for organisations and numbers too."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def ask(self, state: str, hint: str) -> Question:
        """The address of the consent page."""
        question = await super().ask(state, hint)
        if hint.strip().lower() != MEMBER:
            return question
        place = urlsplit(question.url)
        query = dict(parse_qsl(place.query)) | {"scope": MEMBER_SCOPES}
        return replace(question, url=place._replace(query=urlencode(query)).geturl())

    async def choices(self, grant: Grant) -> Sequence[Choice]:
        """The member, then every organisation that the member administers."""
        client = LinkedInClient(
            ChannelAccess(self.app.base_url, grant.secrets, self.app.http, _nothing_rotates)
        )
        user = await client.userinfo()
        person = f"{PERSON}{user.sub}"
        found = [
            Choice(person, user.name or user.sub, "person", "", user.picture, {"author": person})
        ]
        roles = await client.administered()
        for urn in dict.fromkeys(role.organization for role in roles.elements) if roles else ():
            page = await client.organisation(urn.removeprefix(ORGANISATION))
            handle = f"@{page.vanity}" if page.vanity else ""
            name = page.name or str(page.id)
            found.append(Choice(urn, name, "organisation", handle, secrets={"author": urn}))
        return found


async def _nothing_rotates(secrets: Secrets) -> None:
    """Secrets that were granted a moment ago are not renewed while choosing."""
    return
