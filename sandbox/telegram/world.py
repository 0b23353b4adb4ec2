"""The stand-in for Telegram with people in it: what tests, scripts and the demo page hold in their hands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from sandbox.clock import Clock

from .chats import Chat, Message
from .errors import Refused, bad_request, not_played, too_many_requests
from .failures import Failure, FailurePlan, Outage
from .faults import TelegramFault
from .flood import FloodLimits
from .methods import EDITS, HANDLERS, NOT_PLAYED_PARAMETERS, SENDS
from .people import Person
from .profile import Scope
from .schema import JsonObject, Upload, check, method_named
from .state import State
from .updates import LONGEST_POLL
from .views import Call

# A group: who is in it, its messages and history are on the chat itself.
Group: TypeAlias = Chat

_MOST_UPDATES = 100

_HOW: Mapping[TelegramFault, int | Outage] = {
    TelegramFault.BAD_GATEWAY: 502,
    TelegramFault.INTERNAL_ERROR: 500,
    TelegramFault.RESET_WORKED: "reset-worked",
    TelegramFault.RESET_NOT_WORKED: "reset",
    TelegramFault.TIMEOUT_WORKED: "timeout-worked",
    TelegramFault.TIMEOUT_NOT_WORKED: "timeout-not-worked",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with. `failure` names a planned failure that the server must act out instead."""

    status: int
    body: JsonObject
    failure: Failure | None = None


class TelegramWorld(State):
    """Everything a bot can meet, on one page of memory.

    `clock` gives Unix seconds, `random` chooses ids. With `flood_limits` the limits on sending are kept as well.

    Attributes:
        calls: every call of the bot, in order of their answers; nothing is ever taken out.
        people, groups: those added, in order.
    """

    def __init__(self, clock: Clock, bot_token: str, random: Random, *, flood_limits: bool = False) -> None:
        super().__init__(clock, bot_token, random)
        self.calls: list[Call] = []
        self.people: list[Person] = []
        self.groups: list[Group] = []
        self._limits = FloodLimits() if flood_limits else None
        self._failures = FailurePlan()

    def add_person(self, name: str, language_code: str | None = "en", phone: str | None = None) -> Person:
        """Bring in someone who has the app and has never written to the bot."""
        person = Person(self, self.new_user(name, language_code), phone)
        self.people.append(person)
        return person

    def add_group(
        self,
        title: str,
        members: Sequence[Person],
        forum: bool = False,  # noqa: FBT001, FBT002 -- a name that others rely on
        *,
        basic: bool = False,
        bot_is_admin: bool = True,
    ) -> Group:
        """Bring in a supergroup that the bot is in already; the first member made it.

        With `basic` it is an old-style group, which `upgrade` turns into a supergroup with another id.
        """
        group = self.new_group(title, basic=basic)
        group.is_forum = forum
        group.bot_status = "administrator" if bot_is_admin else "member"
        group.members = {person.id: "member" for person in members}
        group.members[members[0].id] = "creator"
        self.groups.append(group)
        return group

    def upgrade(self, group: Group) -> Group:
        """Turn a basic group into a supergroup: another id, and a message in each that says so."""
        upgraded = self.new_group(group.title)
        upgraded.bot_status, upgraded.members = group.bot_status, dict(group.members)
        group.migrated_to = upgraded.id
        self.groups.append(upgraded)
        owner = self.users[next(iter(group.members))]
        for chat, service in (
            (group, {"migrate_to_chat_id": upgraded.id}),
            (upgraded, {"migrate_from_chat_id": group.id}),
        ):
            message = Message(chat.next_id(), owner, self.now(), kind="service", media=dict(service))
            self.post(chat, message)
            self.tell_bot("message", chat, message)
        return upgraded

    def remove_bot(self, group: Group, by: Person) -> None:
        """Throw the bot out of a group; it is told."""
        self.change_bot_status(group, by.user, "kicked")

    def return_bot(self, group: Group, by: Person, *, admin: bool = True) -> None:
        """Take the bot in again; it is told."""
        self.change_bot_status(group, by.user, "administrator" if admin else "member")

    def commands_for(self, person: Person, group: Group | None = None) -> list[JsonObject]:
        """Give the commands that the app offers someone, in the private chat or in a group."""
        scopes: list[Scope]
        if group is None:
            scopes = [("chat", person.id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
        else:
            admin = group.members.get(person.id) in {"creator", "administrator"}
            scopes = [
                ("chat_member", group.id, person.id),
                *([("chat_administrators", group.id, 0)] if admin else []),
                ("chat", group.id, 0),
                *([("all_chat_administrators", 0, 0)] if admin else []),
                ("all_group_chats", 0, 0),
                ("default", 0, 0),
            ]
        return self.profile.commands_seen(scopes, person.user.language_code or "")

    def flood_next(self, count: int, retry_after: int, methods: Collection[str] | None = None) -> None:
        """Answer the next `count` calls with 429; of `methods`, or of any but getUpdates."""
        self._failures.add(count, Failure(429, retry_after), methods)

    def fail_next(self, count: int, status: int | Outage = 502, methods: Collection[str] | None = None) -> None:
        """Break the next `count` calls; of `methods`, or of any but getUpdates."""
        self._failures.add(count, Failure(status), methods)

    def strike(
        self, fault: TelegramFault, count: int, methods: Collection[str] | None = None, *, retry_after: int = 1
    ) -> None:
        """Let a fault hit the next `count` calls (of `methods`, or of any but getUpdates), or updates.

        `retry_after` is what a flood limit asks for, in seconds.
        """
        match fault:
            case TelegramFault.FLOOD:
                self.flood_next(count, retry_after, methods)
            case TelegramFault.POLL_BROKEN:
                self.fail_next(count, "reset-worked", {"getUpdates"})
            case TelegramFault.DUPLICATE:
                # What comes twice is what Telegram does not know to have been taken, although it was.
                taken = sorted(self.updates.confirmed)
                for update_id in self.random.sample(taken, min(count, len(taken))):
                    self.redeliver(update_id)
            case TelegramFault.OVERTAKING:
                self.updates.let_overtake(count)
            case _:
                self.fail_next(count, _HOW[fault], methods)

    def heal(self) -> None:
        """Forget the failures that were planned and not yet met."""
        self._failures.clear()

    def redeliver(self, update_id: int) -> None:
        """Deliver an update again, before those that wait, as Telegram does when a confirmation gets lost.

        Raises:
            LookupError: for an id that never was.
        """
        self.updates.again(update_id)

    async def call(
        self, method: str, params: Mapping[str, object], files: Mapping[str, Upload] | None = None
    ) -> Answer:
        """Carry out one call of the bot and write it down.

        Only getUpdates takes time. A planned failure is in the answer, for the server to act out.
        """
        failure = None
        checked: JsonObject = dict(params)
        result: object = None
        try:
            method = method_named(method)
            failure = self._failures.next_for(method)
            if failure is None or failure.worked:
                checked = check(method, params, files or {})
                result = await self._carry_out(method, checked)
                answer = Answer(200, {"ok": True, "result": result}, failure)
            elif failure.how == too_many_requests(1).status:
                raise too_many_requests(failure.retry_after)
            else:
                status = failure.how if isinstance(failure.how, int) else 0
                answer = Answer(status, {}, failure)
        except Refused as exc:
            answer = Answer(exc.status, _error_body(exc), failure if failure and failure.worked else None)
        worked = answer.status == 200  # noqa: PLR2004 -- the status of success
        description = str(answer.body.get("description", ""))
        name = failure.name if failure else ""
        self.calls.append(Call(method, checked, answer.status, self.clock(), description, result, name, worked))
        return answer

    async def _carry_out(self, method: str, params: JsonObject) -> object:
        for name in params.keys() & NOT_PLAYED_PARAMETERS:
            raise not_played(f"parameter {name}")
        if method == "getUpdates":
            return await self._get_updates(params)
        if self._limits is None or method not in SENDS | EDITS:
            return HANDLERS[method](self, params)
        chat_id, now = self.find_chat(params["chat_id"]).id, self.clock()
        if method in EDITS and chat_id > 0:
            return HANDLERS[method](self, params)
        wait = self._limits.wait(chat_id, now)
        if wait > 0:
            raise too_many_requests(wait)
        result = HANDLERS[method](self, params)
        self._limits.count(chat_id, now)
        return result

    async def _get_updates(self, params: JsonObject) -> list[JsonObject]:
        limit = params.get("limit", _MOST_UPDATES)
        if not 1 <= limit <= _MOST_UPDATES:
            raise bad_request("limit must be between 1 and 100")
        self.updates.allow(params.get("allowed_updates"))
        seconds = min(params.get("timeout", 0), LONGEST_POLL)
        found = await self.updates.poll(params.get("offset", 0), limit, seconds)
        return [update.as_json() for update in found]


def _error_body(refused: Refused) -> JsonObject:
    body: JsonObject = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return body
