"""What must follow from what customers wrote, and from what happened to cases: what the judge compares with. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.flow.model import Fault
from bot.flow.policy import SHARED

AnyOf = frozenset[str]
"""Events, any of which is right: which of them depends on where the case stood, which is not ours to know."""

_COMMANDS: Mapping[str, AnyOf] = {
    "/start": frozenset({"Invited", "Started", "LinkRefused link-used", "LinkRefused link-unknown"}),
    "/status": frozenset({"Started"}),
    "/help": frozenset({"PageWanted help"}),
    "/privacy": frozenset({"PageWanted privacy"}),
    "/human": frozenset({"PersonWanted"}),
    "/verify": frozenset({"PageWanted verify"}),
    "/numbers": frozenset({"NumbersWanted"}),
    "/mydata": frozenset({"CopyWanted"}),
    "/forgetme": frozenset({"ForgetWanted"}),
    "/resend": frozenset({"CodeWanted"}),
    "/cancel": frozenset({"Cancelled"}),
}

_BUTTONS: Mapping[str, str] = {
    "yes": "Agreed",
    "change-number": "Declined",
    "no-code": "CodeWanted",
    "colleague": "ColleagueWanted",
    "erase": "ForgetConfirmed",
    "person": "PersonWanted",
    "resume": "Resumed",
    "cancel": "Cancelled",
    "status": "Started",
}

FAULTS: AnyOf = frozenset(f"fault {fault}" for fault in Fault)

OF_MANY: AnyOf = frozenset({"expired", *(f"fault {fault}" for fault in SHARED)})
"""Notices that name one case, and say of how many the same is true."""


class Anything(AnyOf):
    """Whatever was decided is right."""

    def __contains__(self, event: object) -> bool:
        return True


def expected_of(kind: str, payload: Mapping[str, Any]) -> AnyOf:
    """The events that an update may be decided as."""
    if kind == "callback_query":
        button = payload["data"].split(":")[2]
        return frozenset({_BUTTONS[button], "Unreadable old-button"}) if button in _BUTTONS else Anything()
    text = payload.get("text", "")
    if text.startswith("/language"):
        return frozenset({"LanguageChosen"}) if " " in text else frozenset({"PageWanted language"})
    command = text.partition(" ")[0]
    if command in _COMMANDS:
        return _COMMANDS[command]
    return Anything() if text else frozenset({"Unreadable cannot-read"})


def notices_called_for(events: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, float, AnyOf]]:
    """The notices that staff must have had, by case and from when on: any of several where we cannot know which."""
    for row in events:
        before, after, event = row["state_before"], row["state_after"], row["event"]
        if event == "PersonWanted" and before != "uninvited":
            yield row["case_id"], row["at"], frozenset({"person-wanted"})
        if event == "CodeWanted" and before == "waiting_code":
            yield row["case_id"], row["at"], frozenset({"code-wanted"})
        if event == "Agreed" and before == "confirming_number" and after in {"confirming_number", "asking_number"}:
            yield row["case_id"], row["at"], frozenset({"number-taken"})
        if after == "verified" and before != "verified":
            yield row["case_id"], row["at"], frozenset({"verified"})
        if after == "expired" and before != "expired":
            yield row["case_id"], row["at"], frozenset({"expired"})
        if after == "held" and before != "held":
            yield row["case_id"], row["at"], FAULTS
        if after == "paused" and before in {"checking", "settling"}:
            yield row["case_id"], row["at"], frozenset({"budget-used-up", "fault too-many-tries"})
