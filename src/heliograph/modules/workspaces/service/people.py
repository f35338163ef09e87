"""People: their profile, their password, and who belongs to a workspace."""

from __future__ import annotations

from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.web.context import Principal
from heliograph.modules.workspaces.errors import (
    AlreadyMember,
    LastAdmin,
    MemberMissing,
    PasswordWrong,
    RoleTooHigh,
    SessionEnded,
)
from heliograph.modules.workspaces.models import Membership, User
from heliograph.modules.workspaces.passwords import Passwords, check_strength
from heliograph.modules.workspaces.repository import (
    Directory,
    KeyRepository,
    MemberRepository,
    open_sessions,
)
from heliograph.modules.workspaces.roles import covers, permissions_of
from heliograph.modules.workspaces.schemas import (
    MemberOut,
    MemberRequest,
    NewMember,
    PasswordChange,
    Person,
    PersonChange,
)
from heliograph.modules.workspaces.service.gatekeeper import Gatekeeper
from heliograph.modules.workspaces.service.sessions import person_of
from heliograph.modules.workspaces.service.sign_in import link_address, new_link


class PeopleService:
    """What the caller may do about people, in the caller's workspace."""

    def __init__(
        self,
        work: UnitOfWork,
        caller: Principal,
        passwords: Passwords,
        gatekeeper: Gatekeeper,
        clock: Clock,
    ) -> None:
        self._work = work
        self._caller = caller
        self._passwords = passwords
        self._gatekeeper = gatekeeper
        self._clock = clock

    async def me(self) -> Person:
        """The caller themselves."""
        async with self._work.transaction() as session:
            return await self._person(Directory(session))

    async def change_me(self, change: PersonChange) -> Person:
        """Change the caller's profile; fields that were not sent stay."""
        async with self._work.transaction() as session:
            directory = Directory(session)
            user = await self._user(directory)
            for name, value in change.model_dump(exclude_unset=True, exclude_none=True).items():
                setattr(user, name, value)
            return await self._person(directory)

    async def change_password(self, change: PasswordChange) -> None:
        """Set a password; every other session of the person ends."""
        async with self._work.transaction() as session:
            user = await self._user(Directory(session))
        if user.password_hash is not None and not await self._passwords.matches(
            change.current or "", user.password_hash
        ):
            raise PasswordWrong(pointer="/current")
        check_strength(change.new, about=(user.name, user.email), pointer="/new")
        fresh = await self._passwords.hashed(change.new)
        async with self._work.transaction() as session:
            directory = Directory(session)
            (await self._user(directory)).password_hash = fresh
            others = open_sessions(user_id=user.id, but=self._caller.credential_id)
            ended = await directory.end_sessions(others, "password changed", self._clock.now())
        self._gatekeeper.deny_sessions(ended)

    async def members(self) -> list[MemberOut]:
        """Everybody in the workspace."""
        async with self._work.transaction() as session:
            rows = await MemberRepository(session, self._work.workspace_id).all()
        return [_shown(member, user) for member, user in rows]

    async def add(self, wanted: MemberRequest, base_url: str) -> NewMember:
        """Take somebody into the workspace; without a password they get a one-time link."""
        self._check_may_give(wanted.role)
        fresh: str | None = None
        if wanted.password is not None:
            check_strength(wanted.password, about=(wanted.name, wanted.email))
            fresh = await self._passwords.hashed(wanted.password)
        now = self._clock.now()
        async with self._work.transaction() as session:
            directory = Directory(session)
            user = await directory.user_by_email(wanted.email)
            if user is None:
                user = new_user(wanted.email, wanted.name, fresh, self._clock)
                directory.add(user)
                await directory.flush()
            elif await directory.membership(self._work.workspace_id, user.id) is not None:
                raise AlreadyMember(f"{wanted.email} is a member already", pointer="/email")
            member = Membership(
                workspace_id=self._work.workspace_id,
                user_id=user.id,
                role=wanted.role,
                version=1,
                created_at=now,
                changed_at=now,
            )
            directory.add(member)
            link: str | None = None
            if user.password_hash is None:
                row, token = new_link(user.id, self._work.workspace_id, self._clock)
                directory.add(row)
                link = link_address(base_url, token)
        return NewMember(**_shown(member, user).model_dump(), sign_in_link=link)

    async def change_role(self, user_id: UUID, role: str) -> MemberOut:
        """Give a member another role, at once in every session of theirs."""
        self._check_may_give(role)
        async with self._work.transaction() as session:
            members = MemberRepository(session, self._work.workspace_id)
            member, user = await self._changeable(members, user_id, keeps_admin=role == "admin")
            member.role = role
            member.version += 1
            member.changed_at = self._clock.now()
        self._gatekeeper.note_version(self._work.workspace_id, user_id, member.version)
        return _shown(member, user)

    async def remove(self, user_id: UUID) -> None:
        """Take a member out: their sessions and keys end at once."""
        now = self._clock.now()
        workspace_id = self._work.workspace_id
        async with self._work.transaction() as session:
            members = MemberRepository(session, workspace_id)
            await self._changeable(members, user_id, keeps_admin=False)
            theirs = open_sessions(workspace_id=workspace_id, user_id=user_id)
            ended = await Directory(session).end_sessions(theirs, "removed", now)
            keys = await KeyRepository(session, workspace_id).of_user(user_id)
            for key in keys:
                key.revoked_at = now
            await members.remove(user_id)
        self._gatekeeper.deny_sessions(ended)
        self._gatekeeper.deny_keys(key.id for key in keys)

    async def _changeable(
        self, members: MemberRepository, user_id: UUID, *, keeps_admin: bool
    ) -> tuple[Membership, User]:
        admins = await members.lock_admins()
        found = await members.one(user_id)
        if found is None:
            raise MemberMissing(f"no member has the id {user_id}")
        if not covers(self._caller.permissions, permissions_of(found[0].role)):
            raise RoleTooHigh(f"{found[0].role} holds more than {self._caller.role}")
        if list(admins) == [user_id] and not keeps_admin:
            raise LastAdmin("this is the only admin of the workspace")
        return found

    def _check_may_give(self, role: str) -> None:
        if not covers(self._caller.permissions, permissions_of(role)):
            raise RoleTooHigh(f"{role} holds more than {self._caller.role}", pointer="/role")

    async def _user(self, directory: Directory) -> User:
        user = await directory.user(self._caller.user_id)
        if user is None:
            raise SessionEnded()
        return user

    async def _person(self, directory: Directory) -> Person:
        user = await self._user(directory)
        member = await directory.membership(self._work.workspace_id, user.id)
        if member is None:
            raise SessionEnded()
        return await person_of(directory, user, member)


def new_user(email: str, name: str, password_hash: str | None, clock: Clock) -> User:
    """A person with everyday preferences."""
    return User(
        id=new_id(),
        email=email,
        name=name.strip(),
        password_hash=password_hash,
        language="en",
        time_zone="UTC",
        theme="system",
        is_active=True,
        created_at=clock.now(),
    )


def _shown(member: Membership, user: User) -> MemberOut:
    return MemberOut(
        id=user.id,
        email=user.email,
        name=user.name,
        role=member.role,
        created_at=member.created_at,
    )
