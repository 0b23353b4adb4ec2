"""What a person can do on the page, by name; each takes the values that the page sends with it."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import parse_qs, urlsplit

from sandbox.app import LANGUAGES, Sandbox
from sandbox.steps import STEPS
from sandbox.telegram import CannotDo, Chat, Person

Values: TypeAlias = Mapping[str, Any]
Act: TypeAlias = Callable[[Sandbox, Values], Awaitable[None]]

Sent = Literal["sticker", "photo", "voice"]
"""What the customer can send that is no text."""

LONGEST_SKIP = 7 * 24 * 3600
"""Seconds: a week is past every deadline of the bot's, and what is past it in the code's life as well."""


class ActError(Exception):
    """What was asked for cannot be done; the text is for the person at the page."""


async def perform(sandbox: Sandbox, name: str, values: Values) -> None:
    """Do what a person asked for.

    Raises:
        ActError: there is no such act, its values are not right, or it is not possible now.
    """
    act = ACTS.get(name)
    if act is None:
        raise ActError("There is no such act.")
    try:
        await act(sandbox, values)
    except CannotDo as exc:
        raise ActError(f"{exc}.") from None


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise ActError(f"{name} must be a text.")
    return value


def _whole(values: Values, name: str) -> int:
    value = values.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ActError(f"{name} must be a whole number.")
    return value


async def _open_link(sandbox: Sandbox, values: Values) -> None:
    customer = sandbox.customer
    customer.person.opens_link(customer.open_link if values.get("without_number") is True else customer.link)


async def _say(sandbox: Sandbox, values: Values) -> None:
    who, where = _writer(sandbox, values)
    answered = _whole(values, "reply_to") if values.get("reply_to") is not None else None
    who.says(_text(values, "text"), chat=where, thread_id=_topic(values), reply_to=answered)


async def _send(sandbox: Sandbox, values: Values) -> None:
    for kind in get_args(Sent):
        if kind == values.get("kind"):
            sandbox.customer.person.sends(kind)
            return
    raise ActError(f"Only these can be sent: {', '.join(get_args(Sent))}.")


async def _attach(sandbox: Sandbox, values: Values) -> None:
    """Send a text file into the staff group: a list of customers, say."""
    name, content = _text(values, "name"), _text(values, "content")
    if not name or not content:
        raise ActError("There is nothing in that file.")
    who = _of_the_desk(sandbox, values)
    who.sends("document", name=name, content=content.encode(), chat=sandbox.staff, thread_id=_topic(values))


def _topic(values: Values) -> int | None:
    return _whole(values, "topic") if values.get("topic") is not None else None


async def _press(sandbox: Sandbox, values: Values) -> None:
    sandbox.customer.person.presses(_text(values, "label"))


async def _tap(sandbox: Sandbox, values: Values) -> None:
    who, where = _writer(sandbox, values)
    who.taps(_whole(values, "message"), _text(values, "value"), chat=where)


def _writer(sandbox: Sandbox, values: Values) -> tuple[Person, Chat]:
    if values.get("chat") == "staff":
        return _of_the_desk(sandbox, values), sandbox.staff
    if values.get("chat") == "colleague":
        if (colleague := sandbox.customer.colleague) is None:
            raise ActError("There is no colleague yet.")
        return colleague, colleague.chat
    return sandbox.customer.person, sandbox.customer.person.chat


def _of_the_desk(sandbox: Sandbox, values: Values) -> Person:
    """Who of those in the staff group it is; the administrator, where nobody says."""
    who = _whole(values, "as") if values.get("as") is not None else sandbox.staff_member.id
    for person in sandbox.desk:
        if person.id == who:
            return person
    raise ActError("Nobody in the staff group is that.")


async def _hand_on(sandbox: Sandbox, values: Values) -> None:
    """Take a link out of Telegram's address for sharing it, as the app does, and give it to the colleague."""
    sandbox.hand_on(_payload(parse_qs(urlsplit(_text(values, "link")).query).get("url", [""])[0]))


async def _follow(sandbox: Sandbox, values: Values) -> None:
    """Open a link to the bot that stands in the staff group: as the customer, or as one of those in the group."""
    payload = _payload(_text(values, "link"))
    who = _of_the_desk(sandbox, values) if values.get("as") is not None else sandbox.customer.person
    who.opens_link(payload)


def _payload(link: str) -> str:
    payload = parse_qs(urlsplit(link).query).get("start", [""])[0]
    if not payload:
        raise ActError("That is no link to the bot.")
    return payload


async def _send_code(sandbox: Sandbox, values: Values) -> None:
    sandbox.send_code("voice" if values.get("method") == "voice" else "sms")


async def _speak(sandbox: Sandbox, values: Values) -> None:
    language = _text(values, "language")
    if language not in LANGUAGES:
        raise ActError("Telegram is not played in that language.")
    sandbox.speak(language)


async def _switch(sandbox: Sandbox, values: Values) -> None:
    try:
        await sandbox.switchboard.turn(_text(values, "name"), on=values.get("on") is True)
    except KeyError:
        raise ActError("There is no such switch.") from None


async def _skip(sandbox: Sandbox, values: Values) -> None:
    seconds = _whole(values, "seconds")
    if not 0 < seconds <= LONGEST_SKIP:
        raise ActError("Time can be skipped by a week at most, and not turned back.")
    sandbox.skip(seconds)


async def _give(sandbox: Sandbox, values: Values) -> None:
    steps = STEPS.get(_text(values, "steps"))
    if steps is None:
        raise ActError("The bot can do no such thing.")
    await sandbox.switchboard.turn_all_off()
    await sandbox.give(steps)
    await sandbox.welcome(sandbox.customer.language)


async def _block(sandbox: Sandbox, _: Values) -> None:
    if not sandbox.customer.person.chat.started:
        raise ActError("There is no chat to block yet.")
    sandbox.block()


async def _one_more(sandbox: Sandbox, _: Values) -> None:
    await sandbox.welcome_again()


async def _start_over(sandbox: Sandbox, _: Values) -> None:
    await sandbox.switchboard.turn_all_off()
    await sandbox.welcome(sandbox.customer.language)


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "open-link": _open_link,
        "say": _say,
        "send": _send,
        "attach": _attach,
        "press": _press,
        "tap": _tap,
        "hand-on": _hand_on,
        "follow": _follow,
        "send-code": _send_code,
        "block": _block,
        "speak": _speak,
        "switch": _switch,
        "skip": _skip,
        "give": _give,
        "one-more": _one_more,
        "start-over": _start_over,
    }
)
"""All there are."""
