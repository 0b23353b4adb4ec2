"""Rules for what a customer may ask about their data."""

from dataclasses import replace

from .. import policy
from ..effects import Screen, SendCopy
from ..events import CopyWanted
from ..model import Case
from ..steps import Step, show


def copy(case: Case, event: CopyWanted) -> Step:
    """Send the customer what is kept about them, once an hour at most: a copy takes reading all of it."""
    if policy.is_recent(case.copied_at, event.at, policy.COPY_AGAIN):
        return show(case, event.at, screen=Screen.MY_DATA_LATER)
    case = replace(case, copied_at=event.at)
    shown = show(case, event.at, screen=Screen.MY_DATA)
    return Step(case, (*shown.effects, SendCopy(chat_id=case.chat_id)))


def nothing_kept(case: Case, event: CopyWanted) -> Step:
    """Of somebody without an invitation there is nothing to send."""
    return show(case, event.at, screen=Screen.NOTHING_KEPT)
