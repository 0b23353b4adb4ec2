"""Rules for a chat with several numbers: the list of them, the one that is chosen, and a code that names none."""

from dataclasses import replace

from ..effects import Note, Place, Screen, Show
from ..events import CodeUnplaced, NumberChosen, NumbersWanted
from ..listing import ASKS_FOR_CODE, Page
from ..model import Case, Instant
from ..steps import Step, deleting, show


def numbers(case: Case, event: NumbersWanted) -> Step:
    """Show the list, and remember how far it went."""
    case = replace(case, listed_to=event.page.goes_on_after)
    return _listed(case, event.at, Screen.NUMBERS, event.page)


def choose(case: Case, event: NumberChosen) -> Step:
    """Go on with this number. Codes are for it from now on, until the customer turns to another one."""
    note = Note.CODE_GOES_HERE if case.state in ASKS_FOR_CODE else Note.NUMBER_CHOSEN
    return show(replace(case, chosen_at=event.at), event.at, note=note)


def which_number(case: Case, event: CodeUnplaced) -> Step:
    """Ask for which number the code is. Nothing keeps it: pasting it once more costs no try, a wrong guess does."""
    return deleting(_listed(case, event.at, Screen.WHICH_NUMBER, event.page), event.message_id)


def _listed(case: Case, at: Instant, screen: Screen, page: Page) -> Step:
    return Step(case, (Show(case=case, screen=screen, at=at, page=page, place=Place.NEW),))
