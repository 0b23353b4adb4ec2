"""Small books of a campaign: one customer who got through, and what can be changed about them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.flow.effects import Reason
from bot.telegram.words import say
from bot.text.phone import masked
from chaos.evidence import Chat, Evidence, Row
from chaos.rules.codes import SUBMIT
from chaos.screens import Shown
from chaos.talk import Talk, written
from sandbox.cams.books import Entry
from sandbox.telegram.updates import Update
from sandbox.telegram.views import Call, ChatEvent, MessageView

NOW = 1_800_000_000.0
CHAT = 7
CASE = 1
PHONE = "628123000001"
SECOND = "628123000002"
CODE = "123456"
STAFF = -100


def update(update_id: int, what: str, *, chat_id: int = CHAT, lane: str = "") -> Update:
    """Something that was written or, where it begins with a colon, a button that was tapped."""
    payload: dict[str, Any] = {"chat": {"id": chat_id}, "text": what}
    kind = "message"
    if what.startswith(":"):
        kind, payload = "callback_query", {"message": {"chat": {"id": chat_id}}, "data": f"1:{CASE}{what}:x"}
    return Update(update_id, kind, payload, lane or f"chat {chat_id}", NOW)


def taken(update_id: int, **other: object) -> Row:
    """Its row, once it was decided."""
    return {"update_id": update_id, "decided_at": NOW, "buried": False, **other}


def event(row_id: int, name: str, before: str, after: str, detail: str = "") -> Row:
    """A row of a case's history."""
    return {
        "id": row_id,
        "case_id": CASE,
        "at": NOW,
        "event": name,
        "state_before": before,
        "state_after": after,
        "detail": detail,
    }


def view(title: str, *, chat_id: int = CHAT, text: str = "") -> MessageView:
    """A message of the bot, with a title as its screens have them."""
    bold = {"type": "bold", "offset": 0, "length": len(title)}
    return MessageView(1, chat_id, 99, "Bot", from_bot=True, kind="text", text=title + text, entities=(bold,), date=0)


def screen(shown: Shown, *, at: float = NOW, text: str = "") -> ChatEvent:
    """The bot's showing a screen."""
    return ChatEvent("sent", at, CHAT, view(say("en", f"{shown}-title"), text=text))


def screen_of_number(shown: Shown, phone: str, *, at: float = NOW) -> ChatEvent:
    """The same, as the screen of one of several numbers, with its ending behind the title."""
    return screen(shown, at=at, text=f" · {masked(phone)}")


def notice(reason: Reason, case_id: int = CASE) -> MessageView:
    """What staff were told."""
    return view(say("en", f"staff-{reason}-title"), chat_id=STAFF, text=f" #case{case_id}")


def notices(reason: Reason, *case_ids: int) -> MessageView:
    """Many of them, told in one message."""
    title = f"{say('en', f'staff-{reason}-title')}: {len(case_ids)}"
    return view(title, chat_id=STAFF, text="".join(f"\n#case{case_id}" for case_id in case_ids))


def wrote(what: Talk, mark: str, *, at: float = NOW, chat_id: int = CHAT, message_id: int = 1) -> ChatEvent:
    """What somebody writes there."""
    shown = replace(view("", chat_id=chat_id, text=written(what, mark)), from_bot=False, message_id=message_id)
    return ChatEvent("sent", at, chat_id, shown)


def passed(what: Talk, mark: str, *, at: float = NOW, chat_id: int = CHAT) -> ChatEvent:
    """The same, as the bot shows it to the others."""
    return ChatEvent("sent", at, chat_id, view("Our team", chat_id=chat_id, text=f" {written(what, mark)}"))


def sent(count: int) -> list[Call]:
    """So many messages that reached the customer."""
    return [Call("sendMessage", {"chat_id": CHAT}, 200, NOW)] * count


def handed_in(code: str = CODE, *, at: float = NOW, counted: bool = True, answered: bool = True) -> Entry:
    """A code in CAMS's books; the right one if nothing else is said."""
    answer = "OK" if code == CODE else "VerifyCodeError"
    return Entry(
        at=at,
        action=SUBMIT,
        phone=PHONE,
        code=code,
        executed=True,
        counted=counted,
        answer_code=answer,
        answered=answered,
    )


def case(state: str = "verified", **other: object) -> Row:
    """A case's row."""
    return {"id": CASE, "chat_id": CHAT, "state": state, "deadline": None, "created_at": NOW, **other}


def tables(**changed: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """The database as the customer left it."""
    history = [
        event(1, "Invited", "uninvited", "confirming_number"),
        event(2, "Agreed", "confirming_number", "waiting_code"),
        event(3, "CodeGiven", "waiting_code", "prechecking"),
        event(4, "CallAnswered", "prechecking", "checking", "Accepted"),
        event(5, "CallAnswered", "checking", "verified", "Accepted"),
    ]
    return {
        "inbox": [taken(1), taken(2), taken(3)],
        "outbox": [],
        "buried": [],
        "chats": [{"chat_id": CHAT, "case_id": CASE}],
        "cases": [case()],
        "events": history,
        "calls": [{"case_id": CASE, "call": 2, "action": SUBMIT, "sent_at": NOW, "outcome": "accepted"}],
        **changed,
    }


def chat(**changed: Any) -> Chat:
    """The customer's chat."""
    shown = (Shown.CONFIRM_NUMBER, Shown.ASK_CODE, Shown.CHECKING, Shown.VERIFIED)
    kept = Chat(
        name="Customer 1 (happy)",
        chat_id=CHAT,
        phone=PHONE,
        invited=True,
        history=[screen(each) for each in shown],
        secrets=frozenset({CODE}),
    )
    return replace(kept, **changed)


def books(**changed: Any) -> Evidence:
    """All there is to judge by: of a customer who opened their link, said yes, sent the code, and was told."""
    kept = Evidence(
        now=NOW,
        chats=[chat()],
        updates=[update(1, "/start x"), update(2, ":yes"), update(3, "the code")],
        confirmed=frozenset({1, 2, 3}),
        calls=sent(4),
        books=[handed_in()],
        verified_at={PHONE: NOW},
        told_staff=[notice(Reason.VERIFIED)],
        tables=tables(),
        number_of={CASE: PHONE},
        secrets={CODE: "a code", PHONE: "a number"},
        written={"the log": "", "the staff group": ""},
    )
    return replace(kept, **changed)
