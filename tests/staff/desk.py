"""An office with a staff group, and people who write in it."""

from collections.abc import Sequence
from typing import Any

from bot.flow.model import Offers
from bot.flow.staff import AnswerStaff
from bot.staff.asking import Staffing
from bot.telegram.words import LANGUAGES
from bot.whereabouts import Whereabouts
from tests.support.office import OFFERS_NOTHING, Office

GROUP = -1_009_876_500_321
ADMIN, AGENT, BYSTANDER, CUSTOMER = 8_000_000_001, 8_000_000_002, 8_000_000_003, 7_000_000_007
NAMES = {ADMIN: "Ratna", AGENT: "Sari", BYSTANDER: "Joko"}
BOT_NAME = "sandbox_bot"


class StaffOffice(Office):
    """The administrator is in the settings; everybody else is nobody until they are added."""

    def __init__(self, url: str, *, offers: Offers = OFFERS_NOTHING) -> None:
        self._made = 0
        self.where = Whereabouts(GROUP)
        staff = Staffing(
            group=self.where,
            admins=frozenset({ADMIN}),
            bot_name=lambda: BOT_NAME,
            new_token=self._new_staff_token,
            new_phrase=lambda language: f"phrase {language or 'en'}",
            languages=LANGUAGES,
        )
        super().__init__(url, staff=staff, offers=offers)

    def _new_staff_token(self) -> str:
        self._made += 1
        return f"made-{self._made}"

    def posted(self, by: int, chat_id: int = GROUP, **content: Any) -> dict[str, Any]:
        """A message in a group, as Telegram gives it."""
        update = self.message(chat_id, **content)
        update["message"]["chat"] = {"id": chat_id, "type": "supergroup", "title": "Desk"}
        update["message"]["from"] = user(by)
        return update

    def pressed(self, by: int, carried: str, chat_id: int = GROUP) -> dict[str, Any]:
        """A press of a button under a message in a group."""
        update = self.press(chat_id, carried)
        update["callback_query"]["from"] = user(by)
        update["callback_query"]["message"]["chat"]["type"] = "supergroup"
        return update

    async def hears(self, by: int, text: str, *, about: dict[str, Any] | None = None) -> list[AnswerStaff]:
        """Somebody writes in the staff group; what they, or the group, were answered."""
        answers = {} if about is None else {"reply_to_message": about["message"]}
        return await self.answered(self.posted(by, text=text, **answers))

    async def answered(self, *updates: dict[str, Any]) -> list[AnswerStaff]:
        """Put updates in; what was answered because of them."""
        before = len(self.messenger.answers)
        await self.put(*updates)
        await self.settle_down()
        return self.messenger.answers[before:]

    async def deeds(self) -> list[tuple[int, str, str]]:
        """Who did what: the whole chain, which must be whole."""
        async with self.store.transaction() as tx:
            chain = await tx.verify_deeds()
            rows = [dict(row) for row in reversed(await tx.deeds_about(0, limit=1000))]
        assert chain.broken_at is None
        return [(row["actor"], row["action"], row["detail"]) for row in rows]

    async def adds(self, user_id: int = AGENT, role: str = "agent") -> None:
        """The administrator adds somebody."""
        await self.hears(ADMIN, f"/staff add {role}", about=self.posted(user_id, text="hello"))


def user(user_id: int) -> dict[str, Any]:
    """A person, as Telegram shows them."""
    return {"id": user_id, "is_bot": False, "first_name": NAMES.get(user_id, "Budi"), "language_code": "en"}


def texts(answers: Sequence[AnswerStaff]) -> list[str]:
    """The names of the lines that were said."""
    return [line.text for answer in answers for lines in answer.paragraphs for line in lines]
