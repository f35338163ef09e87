"""A person before the consent page of a sandbox's network: the desk of every sign-in test."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from tests.doubles.sandbox import SandboxProcess

from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.http import HTTPClient
from heliograph.sdk.connectors import ChannelAccess, Connector, Secrets
from heliograph.sdk.contract.bench import ConnectorType
from heliograph.sdk.contract.sign_in import ConsentDesk, SignInType
from heliograph.sdk.sign_in import AppAccess

HANDLE, BACK = "consenting", "http://127.0.0.1:9/back"


class Consenting:
    """Makes desks at one sandbox; the clock of what it makes moves with the sandbox's."""

    def __init__(self, sandbox: SandboxProcess, http: HTTPClient) -> None:
        self.clock = FixedClock(SystemClock().now())
        self._sandbox = sandbox
        self._http = http

    def desk(self, connector: ConnectorType, kind: SignInType, handle: str = HANDLE) -> ConsentDesk:
        """The desk of one platform, and an account of its own that answers there."""
        platform = kind.manifest.id
        self._sandbox.account(platform, handle)
        app = self._app(kind)

        async def consent(url: str, allow: bool) -> dict[str, str]:
            return await self._pressed(url, handle, "allow" if allow else "deny")

        def connect(secrets: Secrets) -> Connector:
            access = ChannelAccess(app.base_url, secrets, self._http, _keep, clock=self.clock)
            return connector(access)

        return ConsentDesk(kind, app, consent, connect, self.wait)

    def renewing(self, desk: ConsentDesk, secrets: Secrets) -> tuple[ChannelAccess, list[str]]:
        """A channel that renews its access on the way, and the tokens it did that for."""
        stale_ones: list[str] = []

        async def renew(stale: Secrets) -> Secrets:
            stale_ones.append(stale["access_token"])
            return {**stale, **(await desk.flow().refresh(stale)).secrets}

        base = desk.app.base_url
        access = ChannelAccess(base, secrets, self._http, _keep, clock=self.clock, renew=renew)
        return access, stale_ones

    async def wait(self, seconds: float) -> None:
        """Let time pass on both sides."""
        self._sandbox.control("POST", "/clock", {"advance_s": seconds})
        self.clock.advance(timedelta(seconds=seconds))

    def _app(self, kind: SignInType) -> AppAccess:
        """Our program, with its keys where the platform gives such."""
        base = self._sandbox.base_url(kind.manifest.id)
        rules = kind.manifest.sign_in.oauth
        if rules is None or not rules.needs_app:
            return AppAccess(base, BACK, self._http, clock=self.clock)
        keys = self._sandbox.control("GET", "/apps")[kind.manifest.id]
        return AppAccess(
            base, BACK, self._http, keys["client_id"], keys["client_secret"], clock=self.clock
        )

    async def _pressed(self, url: str, handle: str, button: str) -> dict[str, str]:
        """Open the page and press a button of its form, which goes to the page's own address."""
        page = await self._http.get(url)
        assert page.status == 200, page.body
        hidden = dict(parse_qsl(urlsplit(url).query))
        form = {**hidden, "account": handle, "decision": button}
        answer = await self._http.post(url, data=form)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


async def _keep(secrets: Secrets) -> None:
    raise AssertionError(f"nothing rotates here, but {sorted(secrets)} came")
