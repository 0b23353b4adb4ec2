"""Everything that can be said to the bot, made from the program's own lists: a new command or button is in it at once.

Each saying is an act of a person of the sandbox, about a target: somebody's case, link, number and code, which may be
the person's own or, in an attack, another's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from bot import cli
from bot.buttons import Button, data
from bot.flow.effects import Screen, Show
from bot.flow.model import Case, CaseId
from bot.reading import _COMMANDS as UNDERSTOOD
from bot.staff.actions import ACTIONS
from bot.staff.reading import carried as carried_by_staff
from bot.telegram.screens import render
from bot.telegram.words import COMMANDS, typed_words
from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.keyboards import Keyboard
from sandbox.telegram.people import Person
from sandbox.telegram.sendables import SENDABLES, Sendable
from sandbox.telegram.world import TelegramWorld

CODE = "402913"

STAFF_COMMANDS = tuple(ACTIONS)
"""Commands that only staff may use, typed or pressed. `who_may.MAY` says who they are and where."""

STAFF_BUTTON = "[staff: {}]"
"""What pressing one of them is called."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an act is about."""

    case: Case
    token: str = field(repr=False)
    phone: str = field(repr=False)
    code: str = field(default=CODE, repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Who acts, and where; `chat` is the private one where none is named."""

    world: TelegramWorld
    person: Person
    chat: Chat

    def says(self, text: str) -> None:
        """Write a text."""
        self.person.says(text, chat=self.chat)

    def taps(self, carried: str) -> None:
        """Press a button that carries this, on a message that is there: a changed app can send any bytes."""
        message = next(iter(self.chat.stored.values()))
        self.world.tap(self.person.user, self.chat, message, carried)


Act = Callable[[Place, Target], object]
"""What an act gives back is nobody's business."""


def everything() -> Mapping[str, Act]:
    """Every saying by its name."""
    return dict([*_commands(), *_links(), *_buttons(), *_words(), *_messages()])


def _writing(text: str) -> Act:
    """Write a text, into which the target's secrets are put."""

    def act(place: Place, target: Target) -> None:
        place.says(text.format(case=target.case.id, token=target.token, code=target.code, phone=target.phone))

    return act


def _sending(kind: Sendable) -> Act:
    return lambda place, _: place.person.sends(kind, chat=place.chat)


def _tapping(carried: Callable[[Case], str]) -> Act:
    return lambda place, target: place.taps(carried(target.case))


def _commands() -> Iterator[tuple[str, Act]]:
    """What the bot offers and understands, what only staff may say, and what somebody may guess from the terminal's."""
    terminal = [command.name or getattr(command.callback, "__name__", "") for command in cli.app.registered_commands]
    groups = [group.name or "" for group in cli.app.registered_groups]
    for name in sorted({*COMMANDS, *UNDERSTOOD, *STAFF_COMMANDS, *terminal, *groups}):
        yield f"/{name}", _writing(f"/{name}")
        yield f"/{name}@bot", _writing(f"/{name}@sandbox_bot {{case}}")


def _links() -> Iterator[tuple[str, Act]]:
    yield "/start with the target's link", _writing("/start {token}")
    yield "/start@bot with the target's link", _writing("/start@sandbox_bot {token}")
    yield "/start with a guess", _writing("/start AAAAAAAAAAAAAAAAAAAAAA")


def _buttons() -> Iterator[tuple[str, Act]]:
    for button in Button:
        yield f"[{button}]", _tapping(partial(data, button))
    for name in STAFF_COMMANDS:
        yield STAFF_BUTTON.format(name), _tapping(partial(_made_up, carried_by_staff(name)))
        yield STAFF_BUTTON.format(f"{name} of the target"), _tapping(partial(_of_target, name))
    for number, carried in enumerate(("", "1:1", "2:1:yes:0", "1:1:invite:0", "x" * 64, "1:0:yes:00000000")):
        yield f"[made up {number}]", _tapping(partial(_made_up, carried))


def _made_up(carried: str, _: Case) -> str:
    return carried


def _of_target(name: str, case: Case) -> str:
    return carried_by_staff(f"{name} {case.id}")


def _words() -> Iterator[tuple[str, Act]]:
    for word in typed_words():
        yield f"«{word}»", _writing(word)


def _messages() -> Iterator[tuple[str, Act]]:
    yield "the code", _writing("{code}")
    yield "the whole SMS", _writing("{code} is your WhatsApp code")
    yield "the code after a slash", _writing("/code {code}")
    yield "the number", _writing("+{phone}")
    yield "a text", _writing("What is this?")
    yield "a reply", lambda place, target: place.person.says(target.code, chat=place.chat, reply_to=1)
    yield "a reply to a card of theirs", _reply
    yield "how their number ends", lambda place, target: place.says(target.phone[-4:])
    yield "their case", _writing("Case {case}")
    yield "their number in the list", lambda place, target: place.says(f"/numbers {target.phone[-4:]}")
    yield "an edit", _edit
    yield STAFF_BUTTON.format("invite by a list"), _list
    yield "a caption", lambda place, target: place.person.sends("photo", caption=target.code, chat=place.chat)
    yield "an album", lambda place, target: place.person.sends_album(target.code, chat=place.chat)
    for kind in SENDABLES:
        yield f"a {kind}", _sending(kind)
    yield "their contact", _contact
    yield "the target's contact", partial(_contact, own=False)


def _edit(place: Place, target: Target) -> None:
    written = place.person.says("wait", chat=place.chat)
    place.person.edits(written.message_id, target.code, chat=place.chat)


def _list(place: Place, _: Target) -> None:
    """A file with somebody to invite: only of staff, in their group, is anything made."""
    place.person.sends("document", content=b"space\ncams-1\n", name="list.csv", chat=place.chat)


def _reply(place: Place, target: Target) -> None:
    """Answer a card of the target's with the target's code: no app can, but what if."""
    view = render(Show(case=target.case, screen=Screen.ASK_CODE, at=0))
    rows = [[{"text": label, "callback_data": carried} for label, carried in row] for row in view.buttons]
    keyboard = Keyboard("inline", json={"inline_keyboard": rows})
    card = Message(place.chat.next_id(), place.world.bot, place.world.now(), text=view.text, keyboard=keyboard)
    place.world.post(place.chat, card)
    place.person.says(target.code, chat=place.chat, reply_to=card.message_id)


def _contact(place: Place, target: Target, *, own: bool = True) -> None:
    """Contacts are shared in private only by the sandbox's app; elsewhere the number is written."""
    if place.chat.is_private:
        place.person.shares_contact(own=own, phone=target.phone)
    else:
        place.says(f"+{target.phone}")


NOBODY = Target(Case(id=CaseId(1), chat_id=0), token="nobody-made-this-link-", phone="6281299999999")
