"""What a case's topic is called, and the card in it. Pure.

Both are for the group, which may be large: no whole number, whatever somebody wrote into a label.
"""

from bot.flow import policy
from bot.flow.model import CLOSED, Case, State
from bot.flow.topics import is_closed, look
from bot.staff.reading import carried
from bot.store import Topic
from bot.text.phone import masked
from bot.topics.ports import Buttons, Drawn

from .moments import moment_there
from .staff import without_numbers
from .words import Html, clipped, escaped, say

LONGEST_NAME = 50
"""Characters of a label in a topic's name: with all else it fits the 128 UTF-16 units that Telegram allows, whatever
the label is written in."""

LAST_DIGITS = 4

LONGEST_LABEL = 80
"""Characters of a label on the card: enough to tell the customer by."""

_HOUR = 3600


def draw_topic(case: Case, topic: Topic, at: int, language: str, *, taken_by: str = "") -> Drawn:
    """A topic as it is to be seen. `taken_by` is the name of whoever looks after it, if it is known."""
    person = clipped(without_numbers(taken_by), LONGEST_LABEL) or str(topic.taken_by or "")
    card = render_card(case, topic, at, language, person=person)
    return Drawn(name_of(case), look(case), card, _buttons(case, topic, language))


def _buttons(case: Case, topic: Topic, language: str) -> Buttons:
    keys = [("back",)] if case.handed_over_at else []
    if not is_closed(case):
        keys.insert(0, ("release",) if topic.taken_by else ("take",))
    if case.state is State.HELD:
        keys.append(("resume",))
    return tuple(
        tuple((say(language, f"staff-key-{name}"), carried(f"{name} {case.id}")) for name in row) for row in keys
    )


def name_of(case: Case) -> str:
    """Whom a topic is about: the label and how the number ends, as far as there are any."""
    label = clipped(without_numbers(" ".join(case.label.split())), LONGEST_NAME)
    ending = case.phone[-LAST_DIGITS:] if case.phone else ""
    parts = (label or f"#case{case.id}", f"··{ending}" if ending else "")
    return " ".join(filter(None, parts))


def render_card(case: Case, topic: Topic, at: int, language: str, *, person: str) -> Html:
    """Where the case stands, in lines. It says nothing that changes by itself, or it would be written over all day."""
    label = escaped(clipped(without_numbers(case.label), LONGEST_LABEL))
    title = " · ".join(filter(None, (f"#case{case.id}", label, escaped(masked(case.phone)) if case.phone else "")))
    state = say(language, f"state-{case.state.replace('_', '-')}")
    lines = [Html(f"<b>{title}</b>"), say(language, "topic-state", state=state)]
    if case.handed_over_at:
        lines.append(say(language, "topic-with-a-person"))
    if person:
        lines.append(say(language, "topic-taken-by", person=person))
    if topic.waits_since is not None and case.handed_over_at:
        since = moment_there(language, int(topic.waits_since), phone=case.phone, now=at)
        lines.append(say(language, "topic-waits", moment=since))
    if case.phone and case.state not in CLOSED | {State.VERIFIED, State.REGISTERING}:
        lines.append(say(language, "topic-tries", tries=str(policy.tries_left(case.budget, at))))
    if case.unreachable:
        lines.append(say(language, "topic-unreachable"))
    lines += _times(case, at, language)
    if case.fault is not None:
        what = say(language, f"playbook-{case.fault}-title")
        lines.append(Html(f"\n<b>{what}</b>\n{say(language, f'playbook-{case.fault}')}"))
    return Html("\n".join(lines))


def _times(case: Case, at: int, language: str) -> list[Html]:
    """When what happened last, and when what happens next. In minutes for what is near, or in hours."""
    said = {"requested": case.requested_at, "verified": case.verified_at, "ordered": case.registered_at}
    lines = [
        say(language, f"topic-{name}", moment=moment_there(language, moment, phone=case.phone, now=at))
        for name, moment in said.items()
        if moment
    ]
    if case.deadline is not None:
        # Each message of a customer moves it by seconds, for which no card is to be written over.
        until = case.deadline if case.deadline - at < _HOUR else -(-case.deadline // _HOUR) * _HOUR
        lines.append(say(language, "topic-deadline", moment=moment_there(language, until, phone=case.phone, now=at)))
    return lines
