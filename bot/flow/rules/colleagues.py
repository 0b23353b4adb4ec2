"""Rules for a code that somebody else enters: the link for them, and their code."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Screen, Show
from ..events import ColleagueCode, ColleagueWanted
from ..model import Case
from ..steps import Step, show
from . import codes
from .outcomes import ready


def want_colleague(case: Case, event: ColleagueWanted) -> Step:
    """Give the customer a link for the colleague who has the phone. Its screen is what makes it: see `bot.links`."""
    at = event.at
    if case.offers.prepares and not case.is_prepared:
        return show(case, at, note=Note.NOT_NOW)  # What is in the way comes first, and no code can help.
    recent = tuple(each for each in case.links if policy.is_recent(each, at, policy.HOUR))
    if len(recent) >= policy.LINKS_PER_HOUR:
        return show(case, at, note=Note.COLLEAGUE_LINKS_MANY)
    case = replace(case, links=(*recent, at))
    return Step(case, (Show(case=case, screen=Screen.COLLEAGUE_LINK, at=at, link=event.token),))


def code(case: Case, event: ColleagueCode) -> Step:
    """Take the colleague's code as if the customer had sent it. Why it is not taken, if so, the colleague is told."""
    if policy.was_tried(case.budget, event.fingerprint):
        return Step(case)
    if not policy.tries_left(case.budget, event.at):
        return show(ready(case, event.at), event.at)
    return codes.take(case, event, note=Note.COLLEAGUE_CODE)
