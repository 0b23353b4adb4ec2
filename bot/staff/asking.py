"""What a piece of work for the staff is given, and gives back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.desk import Desk
from bot.flow.model import Case
from bot.flow.staff import AnswerStaff, Attached, Chart, Key, Line, Member, Role
from bot.ports import Posted
from bot.whereabouts import Whereabouts

from .authority import IN_GROUP, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The house rules for staff. Without a group there are none."""

    group: Whereabouts = field(default_factory=lambda: Whereabouts(0))
    """Where they are."""
    admins: frozenset[int] = frozenset()
    """Telegram accounts that the settings name."""
    bot_name: Callable[[], str] = field(default=lambda: "", repr=False)
    """What the bot is called in Telegram, which is known only once it was reached."""
    new_token: Callable[[], str] = field(default=lambda: "", repr=False)
    """Makes what a link carries."""
    new_phrase: Callable[[str], str] = field(default=lambda _: "", repr=False)
    """Makes what a customer knows the bot by, in a language; in the default one where that is empty."""
    languages: tuple[str, ...] = ()
    """Those that customers can have."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, for the record: which case it was about, and what else is worth knowing later.

    `detail` is no more than names of states and accounts: never what anybody wrote.
    """

    case_id: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that somebody who may do it asked for."""

    desk: Desk
    staffing: Staffing
    by: Member
    posted: Posted
    argument: str = field(default="", repr=False)
    tap: str = ""
    """The press of a button that asked, if one did."""

    @property
    def at(self) -> int:
        """When it is being decided."""
        return int(self.desk.now)

    async def case(self, case_id: int) -> Case | None:
        """A case with all that belongs to it, whosever it is. None: there is none, or not any more.

        Raises `HeldElsewhereError`; so it is asked for before anything is done.
        """
        found = await self.desk.bring(case_id)
        return None if found is None else await self.desk.whole(found)

    async def answer(
        self,
        *paragraphs: tuple[Line, ...],
        keys: tuple[tuple[Key, ...], ...] = (),
        case_id: int = 0,
        is_over: bool = False,
        asks: bool = False,
        attached: Attached | None = None,
        chart: Chart | None = None,
    ) -> None:
        """Answer, in reply to what was written. `is_over`: over the message whose button was pressed, if one was.

        With a file or a chart, what is said is its caption.
        """
        is_over = is_over and bool(self.tap)
        answer = AnswerStaff(
            chat_id=self.posted.chat_id,
            at=self.at,
            paragraphs=paragraphs,
            keys=keys,
            thread_id=self.posted.thread_id,
            reply_to=0 if self.tap else self.posted.message_id,
            over=self.posted.message_id if is_over else 0,
            tap=self.tap,
            asks=asks,
            case_id=case_id,
            attached=attached,
            chart=chart,
        )
        await self.desk.owe(answer)


Work = Callable[[Asked], Awaitable[Done]]
"""Does something for the staff. It is written down whatever came of it."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that staff can do. Its name in the table is what they type after a slash."""

    work: Work
    roles: frozenset[Role]
    places: frozenset[Where] = IN_GROUP
