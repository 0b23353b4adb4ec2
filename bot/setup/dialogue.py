"""The questions, in the order in which things are set up, and what is tried out after each part of them."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import typer

from bot.doctor import judging
from bot.doctor.command import print_finding
from bot.doctor.judging import Finding, Verdict
from bot.doctor.looking import ask_cams
from bot.opening import examine
from bot.reaching import groups_heard_of, look_at_telegram
from bot.settings import SECRETS, Settings, SettingsError, is_by_role, read_only_from
from bot.telegram.words import LANGUAGES
from bot.terminal import fail, out, print_json

from .filling import policy

UNKNOWN_YET = {
    "TELEGRAM_BOT_TOKEN": "0:unknown",
    "STAFF_CHAT_ID": "-1",
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "unknown",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "unknown",
}
"""Stand in for what has not been asked yet, so that the rest can be looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for one setting. `usual` is what Enter gives; None: it must be answered."""

    name: str
    text: str
    usual: str | None = None


TOKEN = Question("TELEGRAM_BOT_TOKEN", "The bot's token (send /newbot to @BotFather)")
GROUP = Question("STAFF_CHAT_ID", "The id of the staff group, with its minus")
ADMINS = Question("ADMIN_USER_IDS", "Accounts that may say who is staff: their numbers, with commas", "")
KEY_ID = Question("ALIBABA_CLOUD_ACCESS_KEY_ID", "AccessKey ID of that RAM user")
KEY_SECRET = Question("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "AccessKey Secret")
KEY = (KEY_ID, KEY_SECRET)
STEPS = (
    Question("OFFER_CODE_REQUEST", "Shall the bot have WhatsApp send the codes: true or false", "false"),
    Question("OFFER_INITIATE", "Shall it start the move of a number before that: true or false", "false"),
    Question(
        "REGISTER", "Who lets a verified number move, for good: off (staff), staff (the bot, told) or auto", "off"
    ),
)
PLACE = Question("DATABASE_URL", "Where to keep everything: postgresql://… for several; Enter: in a file here", "")
WORDS = Question("DEFAULT_LANGUAGE", f"For customers whose language we lack: {', '.join(LANGUAGES)}", "en")
WEBHOOK = Question("TELEGRAM_WEBHOOK_URL", "Where Telegram can post to, https://…/telegram; Enter: the bot asks", "")


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


class Dialogue:
    """Brings `values`, settings by their names in the environment, to what can be served with."""

    def __init__(self, values: dict[str, str], *, asks: bool, tries: bool, is_quiet: bool = False) -> None:
        self.values = values
        self.name = ""
        """The bot's, once Telegram has told it."""
        self._asks = asks
        self._tries = tries
        self._is_quiet = is_quiet

    def go_through(self) -> None:
        """All of it. Ends the command where it may not ask and something is wrong."""
        if not self._asks:
            self.settings()
        self._part([TOKEN], self._telegram)
        self._part([GROUP], self._group, before=self._find_group)
        self._part([ADMINS])
        self._part(STEPS)
        self._show_policy()
        self._part([] if is_by_role(self.values) else KEY, self._cams)
        self._part([PLACE], self._database)
        self._part([WORDS])
        self._part([WEBHOOK])

    def settings(self) -> Settings:
        """What the values make. Ends the command where they are not enough."""
        return self._read(self.values)

    def _draft(self) -> Settings:
        return self._read(self._unknown_yet | self.values)

    @property
    def _unknown_yet(self) -> dict[str, str]:
        keys = {question.name for question in KEY} if is_by_role(self.values) else frozenset[str]()
        return {name: value for name, value in UNKNOWN_YET.items() if name not in keys}

    def _read(self, values: dict[str, str]) -> Settings:
        try:
            return read_only_from(values)
        except SettingsError as exc:
            raise fail("These settings are missing or wrong:", *exc.problems) from None

    def _part(
        self,
        questions: Sequence[Question],
        look: Callable[[Settings], list[Finding]] | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        """Ask until what is tried out is well, or whoever answers says that it will be."""
        while True:
            if self._asks and before is not None:
                before()
            for question in questions if self._asks else ():
                self._ask(question)
            findings = look(self._draft()) if look and self._tries else []
            for finding in () if self._is_quiet else findings:
                print_finding(finding)
            wrong = [finding for finding in findings if finding.verdict is Verdict.WRONG]
            if not wrong:
                return
            if not self._asks:
                raise fail("Nothing was written.", *(f"{each.check}: {each.said} → {each.fix}" for each in wrong))
            if not typer.confirm("Once more? (No: keep it, and mend it later)", default=True):
                return

    def _ask(self, question: Question) -> None:
        known = self.values.get(question.name, question.usual)
        is_secret = question.name in SECRETS
        while True:
            said: str = typer.prompt(
                question.text + (" (Enter keeps the one that is there)" if is_secret and known else ""),
                default=known,
                hide_input=is_secret,
                show_default=not is_secret and bool(known),
            )
            self.values[question.name] = said.strip()
            try:
                read_only_from(self._unknown_yet | {**self.values, "TELEGRAM_WEBHOOK_SECRET": "s" * 32})
            except SettingsError as exc:
                wrong = [each for each in exc.problems if each.startswith(f"{question.name}: ")]
                if wrong:
                    out.print(*wrong, sep="\n", style="red", markup=False, highlight=False)
                    continue
            return

    def _database(self, settings: Settings) -> list[Finding]:
        found = asyncio.run(examine(settings))
        return [judging.judge_database(found), judging.judge_keys(found)]

    def _telegram(self, settings: Settings) -> list[Finding]:
        seen = asyncio.run(look_at_telegram(settings))
        self.name = seen.name
        return [judging.judge_telegram(seen)]

    def _find_group(self) -> None:
        if not self._tries:
            return
        who = f"/start@{self.name}" if self.name else "/start@ and its name"
        typer.prompt(
            f"Add the bot to your staff group, write {who} there, then press Enter", default="", show_default=False
        )
        found = asyncio.run(groups_heard_of(self._draft()))
        for chat_id, title in found.groups.items():
            out.print(f"It is in the group {chat_id}, «{_printable(title)}».", markup=False, highlight=False)
        for user_id, name in found.people.items():
            out.print(f"The account {user_id}, «{_printable(name)}», wrote there.", markup=False, highlight=False)
        if found.groups:
            self.values[GROUP.name] = str(next(reversed(found.groups)))
        if len(found.people) == 1:
            # Of several nobody can tell which is meant; whoever answers has read their numbers.
            self.values.setdefault(ADMINS.name, str(*found.people))

    def _group(self, settings: Settings) -> list[Finding]:
        return [judging.judge_group(asyncio.run(look_at_telegram(settings)).group)]

    def _show_policy(self) -> None:
        if self._is_quiet:
            return
        out.print("The RAM user's policy, this and nothing more (RAM console, Policies, JSON):", highlight=False)
        print_json(policy(self._draft().offers))

    def _cams(self, settings: Settings) -> list[Finding]:
        space = settings.cust_space_id
        outcomes, off = asyncio.run(ask_cams(settings, time.time, space))
        return [
            judging.judge_cams(next(iter(outcomes.values())), has_space=bool(space), has_role=settings.has_role),
            judging.judge_reads(outcomes),
            judging.judge_clock(off),
        ]
