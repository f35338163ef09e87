"""One call of a bot: whose token it shows, what it says, and which chat it names."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, find_account, find_token
from heliograph.apps.sandbox.answers import is_yes, read_parameters, text_of
from heliograph.apps.sandbox.bearers import is_expired
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.telegram.manners import refused, too_many
from heliograph.apps.sandbox.world import World, world_of

TOKEN = re.compile(r"\d{6,12}:[\w-]{35}")
WHOLE_BOT = Rule("bot", 30, 1)
ONE_CHAT = Rule("chat", 1, 1)


@dataclass(frozen=True)
class BotCall:
    """A call with a valid token. The account is the channel that the bot was made for."""

    request: Request
    world: World
    account: Account
    token: str
    values: dict[str, JSON]

    @property
    def bot_id(self) -> int:
        """The bot's own id, which its token begins with."""
        return int(self.token.partition(":")[0])

    @property
    def origin(self) -> str:
        """Where this sandbox is reached."""
        return f"{self.request.url.scheme}://{self.request.url.netloc}"

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        return text_of(self.values.get(name), default)

    def yes(self, name: str) -> bool:
        """A parameter as a yes or no."""
        return is_yes(self.values.get(name))

    def number(self, name: str) -> int | None:
        """A parameter as a number; None when it is left out or is none."""
        words = self.text(name)
        return int(words) if re.fullmatch(r"-?\d+", words) else None

    def structure(self, name: str) -> JSON:
        """A parameter that is a list or an object: as JSON, or as JSON within a form."""
        found = self.values.get(name)
        if not isinstance(found, str) or not found:
            return found
        try:
            return json.loads(found)
        except ValueError:
            raise refused(400, f"can't parse {name.replace('_', ' ')} JSON object") from None

    async def chat(self) -> Account:
        """The channel that the call names; the bot must be in it."""
        wanted = self.text("chat_id")
        if not wanted:
            raise refused(400, "chat_id is empty")

        def find(db: Connection) -> Account | None:
            return find_account(db, "telegram", wanted.removeprefix("@").lower())

        chat = await self.world.store.read(find)
        if chat is None:
            raise refused(400, "chat not found")
        if chat.id != self.account.id:
            raise refused(403, "bot is not a member of the channel chat")
        return chat

    async def chat_to_write_to(self) -> Account:
        """The channel, once more message is allowed in it."""
        chat = await self.chat()
        self.spend(ONE_CHAT)
        return chat

    def spend(self, rule: Rule) -> None:
        """Take one call from a bucket."""
        now = self.world.clock.seconds()
        standing = self.world.rates.take("telegram", self.account.id, rule, now)
        if standing.exceeded:
            raise too_many(max(1, math.ceil(standing.resets_at - now)))


async def read_call(request: Request) -> BotCall:
    """Check the token of the path; read the parameters."""
    world = world_of(request)
    shown = str(request.path_params["token"])
    if not TOKEN.fullmatch(shown):
        raise refused(404)
    token = await world.store.read(lambda db: find_token(db, "telegram", shown))
    if token is None or token.revoked_at is not None or is_expired(world, token):
        raise refused(401)
    call = BotCall(request, world, token.account, shown, await read_parameters(request))
    call.spend(WHOLE_BOT)
    return call
