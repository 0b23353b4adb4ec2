"""What staff read in their group, and how the bot introduces itself. Pure.

A notice carries no code and no whole number, whoever wrote it into a label or a message: the group may be large.
"""

import html
import re

from bot.flow import policy
from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, Fault, Fixer, Registering, State
from bot.ports import Incident
from bot.staff.actions import ACTIONS
from bot.text.phone import masked

from .moments import moment
from .words import COMMANDS, Html, clipped, escaped, say

LONGEST_LABEL = 80
"""Characters of an invitation's label: enough to tell the customer by."""

LONGEST_QUOTE = 300
"""Characters of the provider's message and of identifiers: two or three sentences."""

SAID_IN_TEXT = frozenset({Reason.BURIED, Reason.TROUBLE, Reason.EVENTS_LOST})
"""Reasons whose text has the code and the message."""

# Eight digits or more, however grouped, may be a phone number; WhatsApp's own error numbers have at most seven.
_LIKE_A_NUMBER = re.compile(r"\+?\d(?:[^\w\n]{0,3}\d){7,}")


def render_notice(notice: TellStaff, incident: Incident, language: str) -> str:
    """The notice as HTML: what happened, to whom, what to do, and what the provider said."""
    subject, about = subject_of(notice), about_of(notice)
    paragraphs = (
        "\n".join(filter(None, (f"<b>{say(language, f'{subject}-{about}-title')}</b>", whose(notice.case)))),
        say(language, f"{subject}-{about}", **details(notice, language)),
        what_then(notice, language),
        "\n".join([*_provider(notice, language), *_extent(notice, incident, language)]),
    )
    return "\n\n".join(filter(None, paragraphs))


def commands(language: str) -> tuple[tuple[str, str], ...]:
    """What Telegram offers after a slash: names, and what they do, without markup."""
    return tuple((name, say(language, f"command-{name}")) for name in COMMANDS)


def staff_commands(language: str) -> tuple[tuple[str, str], ...]:
    """The same in the staff group."""
    return tuple((name, say(language, f"staff-command-{name}")) for name in ACTIONS)


def descriptions(language: str) -> tuple[str, str]:
    """The short description, for the bot's profile, and the long one, shown before Start; without markup."""
    return say(language, "description-short"), say(language, "description")


def title(language: str, vendor: str) -> str:
    """What the bot is called in a list of chats; without markup."""
    return html.unescape(say(language, "bot-title", vendor=vendor))


def subject_of(notice: TellStaff) -> str:
    """Which texts say what it is about: those on faults, or all others."""
    return "playbook" if notice.reason is Reason.FAULT else "staff"


def about_of(notice: TellStaff) -> str:
    """What the texts on it are called."""
    if notice.reason is Reason.FAULT:
        return _fault(notice)
    if notice.reason is Reason.VERIFIED and notice.case.state is State.REGISTERING:
        return "verified-and-ordered"
    if notice.reason is Reason.VERIFIED and notice.case.offers.register is not Registering.OFF:
        return "verified-order-it"
    if notice.reason is Reason.VERIFICATION_OVER and notice.case.state is State.VERIFIED:
        return "verification-over-elsewhere"
    if notice.reason is Reason.FORGOTTEN and notice.case.registered_at:
        return "forgotten-after-order"
    return notice.reason


def _fault(notice: TellStaff) -> Fault:
    return notice.fault or Fault.UNRECOGNISED


def whose(case: Case) -> str:
    """Whom it is about, so that staff know and nobody else: case, label, last four digits."""
    label = clipped(without_numbers(case.label), LONGEST_LABEL)
    parts = (f"#case{case.id}" if case.id else "", label, masked(case.phone) if case.phone else "")
    return " · ".join(filter(None, map(escaped, parts)))


def details(notice: TellStaff, language: str) -> dict[str, str | int]:
    """What the reason's text wants put in."""
    case = notice.case
    if about_of(notice) == "verified-order-it":
        return {"case": str(case.id)}
    match notice.reason:
        case Reason.BUDGET_USED_UP | Reason.REQUESTS_USED_UP:
            until = moment(language, _until(notice), phone=case.phone, now=notice.at)
            return {"moment": until, "case": str(case.id)}
        case Reason.PERSON_WANTED | Reason.PERSON_AWAITED | Reason.UNREACHABLE | Reason.REACHABLE | Reason.FORGOTTEN:
            return {"state": say(language, f"state-{case.state.replace('_', '-')}")}
        case Reason.EXTENDED:
            codes, tries = policy.requests_left(case.budget, notice.at), policy.tries_left(case.budget, notice.at)
            return {"codes": str(codes), "tries": str(tries)}
        case Reason.REGISTER_DUE | Reason.EXPIRED | Reason.LET_GO as reason:
            spans = {Reason.EXPIRED: policy.STEP_LIFE, Reason.LET_GO: policy.FOLLOWED}
            left = spans.get(reason, case.verified_at + policy.VERIFICATION_LIFE - notice.at)
            return {"days": max(1, left // policy.DAY)}
        case Reason.FAULT_OVER:
            return {"what": say(language, f"playbook-{_fault(notice)}-title")}
        case Reason.BURIED | Reason.TROUBLE | Reason.EVENTS_LOST as reason:
            what: dict[str, str | int] = {} if reason is Reason.EVENTS_LOST else {"what": quoted(notice.code) or "?"}
            return {**what, "why": quoted(notice.message) or "?"}
        case _:
            return {}


def _until(notice: TellStaff) -> int:
    """When the number can have another try, or another code."""
    case = notice.case
    if notice.reason is Reason.REQUESTS_USED_UP:
        return policy.next_request_at(case.budget, notice.at)
    return case.deadline if case.deadline is not None else policy.next_try_at(case.budget, notice.at)


def what_then(notice: TellStaff, language: str) -> str:
    """How the cases go on that a fault holds up."""
    if notice.reason is not Reason.FAULT:
        return ""
    fault = _fault(notice)
    if fault in policy.PROBED:
        return say(language, "staff-goes-on")
    is_mended_for_a_code = policy.FIXER[fault] is Fixer.STAFF and fault not in policy.OF_OTHER_STEPS
    return say(language, "staff-new-code") if is_mended_for_a_code else ""


def _provider(notice: TellStaff, language: str) -> list[Html]:
    """Where to look, and what the provider said."""
    buried = notice.reason in SAID_IN_TEXT
    code, message = ("", "") if buried else (quoted(notice.code), quoted(notice.message))
    space, request = (escaped(clipped(text, LONGEST_QUOTE)) for text in (notice.case.space, notice.request_id))
    lines: list[Html] = []
    if space:
        lines.append(say(language, "staff-space", space=space))
    if code:
        lines.append(say(language, "staff-code", code=code))
    if message:
        lines.append(say(language, "staff-message", message=message))
    if request:
        lines.append(say(language, "staff-request", request=request))
    return lines


def _extent(notice: TellStaff, incident: Incident, language: str) -> list[Html]:
    """How many customers it concerns, and how often."""
    lines: list[Html] = []
    if notice.reason is Reason.FAULT and incident.waiting:
        lines.append(say(language, "staff-waiting", waiting=incident.waiting))
    if incident.cases > 1 and notice.reason is Reason.FAULT_OVER:
        lines.append(say(language, "staff-times-in-all", times=incident.cases))
    elif incident.cases > 1 and notice.reason is Reason.EXPIRED:
        lines.append(say(language, "staff-expired-in-all", times=incident.cases))
    elif incident.cases > 1:
        lines.append(say(language, "staff-times", times=incident.cases))
    if notice.untold:
        lines.append(say(language, "staff-untold", times=notice.untold))
    return lines


def quoted(text: str) -> Html:
    """What somebody else wrote, without what may be a number."""
    return escaped(clipped(without_numbers(text), LONGEST_QUOTE))


def without_numbers(text: str) -> str:
    """The text with what looks like a number hidden."""
    return _LIKE_A_NUMBER.sub("••••", text)
