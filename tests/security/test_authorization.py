"""Who × what × where: every cell of the matrix, through the inbox, against the oracle of `who_may`."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, cycle, islice
from random import Random
from typing import Any

import pytest

from bot.buttons import Button, data
from bot.flow.effects import Call, Reason, Screen, SubmitCode
from bot.flow.model import Case, Outcome, State
from bot.flow.staff import AnswerStaff, Member, Role
from bot.staff.asking import Staffing
from bot.telegram.words import typed_words
from bot.whereabouts import Whereabouts
from sandbox.telegram.chats import Chat
from sandbox.telegram.people import Person
from sandbox.telegram.world import TelegramWorld
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office, Time
from tests.support.town import TOKEN
from tests.telegram.everything import OF_COLLEAGUES

from .sayings import NOBODY, STAFF_COMMANDS, Place, Target, everything
from .who_may import MAY, Right, Where, Who, expected

SAYINGS = everything()

STRANGERS_SCREENS = {
    Screen.NEED_INVITATION,
    Screen.HELP,
    Screen.PRIVACY,
    Screen.NOTHING_KEPT,
    Screen.VERIFY,
    Screen.LANGUAGE,
}

STAFF = {Who.AGENT: Role.AGENT, Who.ADMIN: Role.ADMIN}

CUSTOMERS = {Who.INVITED, Who.OTHER, Who.FORWARDING, Who.VIA_BOT}

ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""As whom Telegram sends what an administrator wrote without a name."""

Update = dict[str, Any]


class Provider:
    """Finds no number verified yet, and takes every code."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        await leave()
        self.calls.append(call)
        return ACCEPTED if isinstance(call, SubmitCode) else NOT_VERIFIED


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of one cell, where they act, and the case that is theirs, if any."""

    place: Place
    target: Target
    own: Case


class Scene:
    """An office in a world of people. Each cell has a chat of its own, so that none disturbs another."""

    def __init__(self, url: str) -> None:
        self.time = Time()
        self.world = TelegramWorld(self.time, TOKEN, Random(5))
        self.staff = self.world.add_group("Migration desk", [self.world.add_person("Sari", "id")])
        made = count()
        staffing = Staffing(
            group=Whereabouts(self.staff.id), bot_name=lambda: "sandbox_bot", new_token=lambda: f"made-{next(made)}"
        )
        self.office = Office(url, now=self.time, staff=staffing)
        self.provider = self.office.caller._provider = Provider()
        self.world.people[0].says("hello", chat=self.staff)
        self._seen = 0
        self._phones = count(6_281_200_000_000)
        self._guests = 0

    def person(self) -> Person:
        person = self.world.add_person("Budi <b>", "en", f"+{next(self._phones)}")
        person.opens_link()
        return person

    def chat(self, person: Person, where: Where) -> Chat:
        """Where somebody acts. The sandbox has no channels: what is posted in one is made of what a group has."""
        if where is Where.PRIVATE:
            return person.chat
        if where is Where.STAFF_GROUP:
            self.staff.members[person.id] = "member"
            return self.staff
        group = self.world.add_group("Group", [person], basic=where is Where.GROUP)
        person.says("hello", chat=group)
        return group

    def taken(self) -> list[Update]:
        """What Telegram would give the bot since the last time."""
        book = self.world.updates.book
        fresh, self._seen = [update.as_json() for update in book[self._seen :]], len(book)
        return fresh

    async def joins(self, person: Person, role: Role) -> None:
        """Make somebody one of the staff."""
        async with self.office.store.transaction() as tx:
            await tx.save_member(Member(user_id=person.id, role=role, name=person.name))

    async def guests(self, people: list[Person]) -> list[Target]:
        """Bring people to where a code is asked for, with numbers and links of their own."""
        targets: list[tuple[str, str]] = []
        for person in people:
            self._guests += 1
            token, phone = f"g{self._guests}", str(next(self._phones))
            person.opens_link(token)
            targets.append((token, phone))
        await self.office.invites_all(dict(targets))
        await self.settle(self.taken())
        for person in people:
            person.says("yes")
        await self.settle(self.taken())
        cases = await self.office.cases_of([person.id for person in people])
        assert {case.state for case in cases} <= {State.WAITING_CODE}
        return [Target(case, token, phone) for case, (token, phone) in zip(cases, targets, strict=True)]

    async def settle(self, updates: list[Update]) -> None:
        await self.office.put(*updates)
        await self.office.settle_down()


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncGenerator[Scene]:
    """Who may do what has nothing to do with the kind of database."""
    made = Scene(sqlite_url)
    yield made
    await made.office.close()


# --- What Telegram says of each of them


def _sender(update: Update, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Update:
    """The update with what carries a sender changed."""
    return {kind: change(body) if isinstance(body, dict) else body for kind, body in update.items()}


def _anonymous(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "from": ANONYMOUS, **({"sender_chat": body["chat"]} if "chat" in body else {})}


def _bot(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "from": {**body["from"], "is_bot": True}}


def _forwarded(body: dict[str, Any]) -> dict[str, Any]:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 99, "is_bot": False, "first_name": "Sari"}}
    return {**body, "forward_origin": origin} if "chat" in body else body


def _via_bot(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "via_bot": {"id": 98, "is_bot": True, "first_name": "gif"}} if "chat" in body else body


def _as_they_are(body: dict[str, Any]) -> dict[str, Any]:
    return body


SAID_OF: Mapping[Who, Callable[[dict[str, Any]], dict[str, Any]]] = {
    **dict.fromkeys(Who, _as_they_are),
    Who.ANONYMOUS: _anonymous,
    Who.BOT: _bot,
    Who.FORWARDING: _forwarded,
    Who.VIA_BOT: _via_bot,
}


def _in_channel(update: Update) -> Update:
    """The same in a channel: what is posted there has a kind of its own, and the channel itself as its sender."""
    kind = next(name for name in update if name != "update_id")
    if kind == "callback_query":
        query = update[kind]
        return {**update, kind: {**query, "message": _post(query["message"])}}
    posted = {"message": "channel_post", "edited_message": "edited_channel_post"}[kind]
    return {"update_id": update["update_id"], posted: _post(update[kind])}


def _post(message: dict[str, Any]) -> dict[str, Any]:
    channel = {**message["chat"], "type": "channel"}
    rest = {name: value for name, value in message.items() if name != "from"}
    return {**rest, "chat": channel, "sender_chat": channel}


# --- The matrix


@pytest.mark.parametrize("where", Where)
@pytest.mark.parametrize("who", Who)
async def test_every_cell(scene: Scene, who: Who, where: Where) -> None:
    """Nobody is answered, and nothing is changed, but by whoever may, where they may, about what is theirs."""
    victim = scene.person()
    (theirs,) = await scene.guests([victim])
    actors = await _actors(scene, who, where, theirs)
    shown, told = len(scene.office.messenger.shown), len(scene.office.messenger.staff)
    calls = len(scene.provider.calls)

    updates: list[Update] = []
    marks: dict[str, set[object]] = {}
    for name, actor in actors.items():
        SAYINGS[name](actor.place, actor.target)
        taken = [_sender(update, SAID_OF[who]) for update in scene.taken()]
        updates += taken
        marks[name] = {mark for update in taken for mark in _marks(update)}
    assert len(updates) >= len(SAYINGS)
    await scene.settle(list(map(_in_channel, updates)) if where is Where.CHANNEL else updates)

    messenger = scene.office.messenger
    answers = [answer for answer in messenger.answers if answer.paragraphs]
    seen = {
        name: _answered(answers, marks[name]) or _seen(scene, actor, shown=shown, told=told, calls=calls)
        for name, actor in actors.items()
    }
    assert seen == {name: expected(who, where, name) for name in actors}
    # And nothing but that: whatever was shown, told or called belongs to one of them.
    chats = {actor.place.chat.id for actor in actors.values()}
    are_staff = MAY.get((who, where)) is Right.STAFF
    chats |= {theirs.case.chat_id} if are_staff else set()  # Whose case they take, and give back.
    assert {show.case.chat_id for show in messenger.shown[shown:]} <= chats
    assert {notice.case.chat_id for notice, _ in messenger.staff[told:]} <= chats
    assert {call.chat_id for call in scene.provider.calls[calls:]} <= chats
    assert {answer.reply_to or answer.tap for answer in answers} <= set().union(*marks.values())
    assert {answer.chat_id for answer in answers} <= {scene.staff.id}
    assert _left(await scene.office.case_of(victim.id), are_staff=are_staff) == _left(theirs.case, are_staff=are_staff)


def _left(case: Case, *, are_staff: bool) -> Case:
    """What of a case must be as it was: staff may look after it, and its customer reads that they do."""
    return replace(case, handed_over_at=0, forwarded_at=0, topic_at=0, seen_at=0) if are_staff else case


async def _actors(scene: Scene, who: Who, where: Where, victims: Target) -> dict[str, Actor]:
    """A person for each saying; customers have a case, and what all but they talk about is the victim's."""
    # In private the chat is the person's; elsewhere one person may be in many groups.
    people = [scene.person() for _ in (SAYINGS if where is Where.PRIVATE else range(1))]
    await scene.settle(scene.taken())
    own = await scene.guests(people) if who in CUSTOMERS else [NOBODY] * len(people)
    guests = list(islice(cycle(zip(people, own, strict=True)), len(SAYINGS)))
    chats = [scene.chat(person, where) for person, _ in guests]
    for person in people if who in STAFF else ():
        await scene.joins(person, STAFF[who])
    await scene.settle(scene.taken())
    return {
        name: Actor(
            Place(scene.world, person, chat), victims if who is Who.OTHER or target is NOBODY else target, target.case
        )
        for name, (person, target), chat in zip(SAYINGS, guests, chats, strict=True)
    }


def _marks(update: Update) -> Iterator[object]:
    """By what an answer names what it answers: the message, or the press."""
    match update:
        case {"callback_query": {"id": str(tap_id)}}:
            yield tap_id
        case {"message": {"message_id": int(message_id)}} | {"edited_message": {"message_id": int(message_id)}}:
            yield message_id
        case _:
            pass


def _answered(answers: list[AnswerStaff], marks: set[object]) -> Right | None:
    """What somebody of the staff was answered, as the right that would explain it."""
    said = [
        [line.text for lines in answer.paragraphs for line in lines]
        for answer in answers
        if marks & {answer.reply_to, answer.tap}
    ]
    if not said:
        return None
    return Right.REFUSED if said == [["staff-only-admins"]] * len(said) else Right.STAFF


def _seen(scene: Scene, actor: Actor, *, shown: int, told: int, calls: int) -> Right | str:
    """What came of a cell, as the right that would explain it; in words where none would."""
    chat_id = actor.place.chat.id
    shows = [show for show in scene.office.messenger.shown[shown:] if show.case.chat_id == chat_id]
    # Staff hear of it when somebody opens another one's link, and of whose it is; that is no right of the opener's.
    others_link = (Reason.LINK_USED, actor.target.case.id)
    notices = [
        notice
        for notice, _ in scene.office.messenger.staff[told:]
        if notice.case.chat_id == chat_id and (notice.reason, notice.case.id) != others_link
    ]
    called = [call for call in scene.provider.calls[calls:] if call.chat_id == chat_id]
    if not (shows or notices or called):
        return Right.NOTHING
    cases = {show.case.id for show in shows}
    cases |= {notice.case.id for notice in notices} | {call.case_id for call in called}
    if cases == {actor.own.id} and {show.case.phone for show in shows} == {actor.own.phone}:
        return Right.OWN_CASE
    if cases == {0} and not notices and not called and {show.screen for show in shows} <= STRANGERS_SCREENS:
        return Right.DOOR
    return f"{[show.screen for show in shows]} of {cases}, {len(notices)} notices, {len(called)} calls"


# --- Who helps with one code of another's case


AT_ONCE = 12
"""Sayings that are answered one by one: fewer than what makes a flood."""

ENDS_HELP = {Button.CANCEL, Button.FORGET, Button.ERASE}

THEIRS = OF_COLLEAGUES | STRANGERS_SCREENS
"""What a colleague may see: the one question and its end, and the pages that everybody may read."""


async def test_a_colleague_reaches_nothing_but_the_question(scene: Scene) -> None:
    """Whoever has opened a customer's link may say all there is: the case is as it was, and they learn nothing of it.

    But for the code, which has its own tests, and for words that mean «stop» or «forget me», which end the link.
    """
    customer, colleague = scene.person(), scene.person()
    (theirs,) = await scene.guests([customer])
    customer.says("colleague")
    await scene.settle(scene.taken())
    (token,) = [show.link for show in scene.office.messenger.shown if show.link]
    colleague.opens_link(token)
    await scene.settle(scene.taken())
    before = await scene.office.case(theirs.case.id)
    shown, told, calls = len(scene.office.messenger.shown), len(scene.office.messenger.staff), len(scene.provider.calls)

    place, target = Place(scene.world, colleague, colleague.chat), replace(theirs, code="no code")
    stops = {f"«{word}»" for word, button in typed_words().items() if button in ENDS_HELP} | {f"[{Button.FORGET}]"}
    sayings = [
        act for name, act in SAYINGS.items() if name not in stops and not name.startswith(("/cancel", "/forgetme"))
    ]
    for start in range(0, len(sayings), AT_ONCE):
        for act in sayings[start : start + AT_ONCE]:
            act(place, target)
        await scene.settle(scene.taken())
        scene.office.time.now += 2 * AT_ONCE

    messenger = scene.office.messenger
    seen = messenger.shown[shown:]
    assert len(seen) > len(SAYINGS) / 2
    assert {show.case.chat_id for show in seen} == {colleague.id}
    assert {show.screen for show in seen} <= THEIRS
    assert {(show.case.id, show.case.phone, show.case.label) for show in seen} == {(0, "", "")}
    assert (len(messenger.staff), len(scene.provider.calls)) == (told, calls)
    assert await scene.office.case(theirs.case.id) == before
    assert {show.helped.last_digits for show in seen if show.screen in OF_COLLEAGUES} == {theirs.phone[-4:]}


def test_the_matrix_is_made_of_all_there_is() -> None:
    """Every command, button and word is a saying; a staff command that nobody may use, or everybody, is a mistake."""
    assert {f"/{name}" for name in ("start", "status", "invite", "cases", "keys", *STAFF_COMMANDS)} <= SAYINGS.keys()
    assert len(SAYINGS) > 100
    assert (Right.STAFF in MAY.values()) == bool(STAFF_COMMANDS)
    assert {cell for cell, right in MAY.items() if right is Right.STAFF} == {
        (Who.AGENT, Where.STAFF_GROUP),
        (Who.ADMIN, Where.STAFF_GROUP),
    }


# --- Kinds of updates that we do not ask for: Telegram sends none, but who sets the webhook elsewhere may ask for them


OTHER_KINDS = (
    "business_message",
    "edited_business_message",
    "guest_message",
    "channel_post",
    "message_reaction",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "shipping_query",
    "pre_checkout_query",
    "a_kind_of_next_year",
)


@pytest.mark.parametrize("text", ["402913", "/start {token}", "/cancel"], ids=["code", "link", "command"])
async def test_other_kinds_of_updates_say_nothing(scene: Scene, text: str) -> None:
    """A customer's own words, in whatever else they may come: not answered, not acted on, and decided at once.

    A business account that is connected to the bot has it read its owner's private chats: they are none of ours.
    """
    customer = scene.person()
    (target,) = await scene.guests([customer])
    shown, calls = len(scene.office.messenger.shown), len(scene.provider.calls)
    customer.says(text.format(token=target.token))
    (update,) = scene.taken()
    said = {**update["message"], "business_connection_id": "b", "query": text, "data": text, "id": "1"}
    await scene.settle([{"update_id": 10**6 + at, kind: said} for at, kind in enumerate(OTHER_KINDS)])
    tap = {
        "id": "1",
        "from": update["message"]["from"],
        "inline_message_id": "1",
        "data": data(Button.CANCEL, target.case),
    }
    await scene.settle([{"update_id": 2 * 10**6, "callback_query": tap}])

    assert (len(scene.office.messenger.shown), len(scene.provider.calls)) == (shown, calls)
    assert await scene.office.case_of(customer.id) == target.case
    async with scene.office.store.transaction() as tx:
        assert await tx.waiting_chats(now=2**40, limit=10) == []
