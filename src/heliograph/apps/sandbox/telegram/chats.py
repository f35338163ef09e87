"""Who the bot is, what the channel is, and what the bot may do in it."""

from __future__ import annotations

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.counting import followers_of
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.manners import refused

_GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip
_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_change_info", "can_invite_users",
    "can_post_messages", "can_edit_messages",
)  # fmt: skip
_NO_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


async def get_me(call: BotCall) -> JSON:
    """getMe."""
    return {
        **bot_entity(call), "can_join_groups": True, "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }  # fmt: skip


async def get_chat(call: BotCall) -> JSON:
    """getChat."""
    chat = await call.chat()
    return {
        **chat_entity(chat), "accent_color_id": 1, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }  # fmt: skip


async def get_chat_member(call: BotCall) -> JSON:
    """getChatMember: this channel has one bot, and it is an administrator."""
    await call.chat()
    if call.number("user_id") != call.bot_id:
        raise refused(400, "member not found")
    return {
        "status": "administrator", "user": bot_entity(call), **dict.fromkeys(_RIGHTS, True),
        **dict.fromkeys(_NO_RIGHTS, False),
    }  # fmt: skip


async def get_chat_member_count(call: BotCall) -> JSON:
    """getChatMemberCount."""
    return followers_of(call.world, await call.chat())


def chat_entity(chat: Account) -> dict[str, JSON]:
    """The channel as every message names it."""
    return {"id": int(chat.id), "type": "channel", "title": chat.name, "username": chat.handle}


def bot_entity(call: BotCall) -> dict[str, JSON]:
    """The bot as a user."""
    name = f"{call.account.handle}_bot"
    return {"id": call.bot_id, "is_bot": True, "first_name": call.account.name, "username": name}
