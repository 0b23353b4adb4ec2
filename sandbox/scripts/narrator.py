"""Tells in the terminal what happens: who says what, what the bot writes over, what arrives on the phone."""

import html
import re

from rich.console import Console
from rich.markup import escape

from sandbox.app import Sandbox
from sandbox.phone import PhoneMessage
from sandbox.telegram import ChatEvent, MessageView

_WHO = 14
"""Columns for who speaks: the longest of the names in `sandbox.app`, and a blank."""

_BLANK_LINES = re.compile(r"\n\s*\n")


class Narrator:
    """Prints everything that can be seen in a world, and what a script makes of it."""

    def __init__(self, sandbox: Sandbox, out: Console) -> None:
        self._sandbox = sandbox
        self._out = out
        self._booked = 0
        sandbox.telegram.subscribe(self._on_chat)
        sandbox.phone.subscribe(self._on_phone)
        sandbox.subscribe(self._on_books)

    def title(self, name: str, about: str) -> None:
        """Say what is going to be played."""
        self._out.print(f"[bold]{name}[/] – {escape(about)}", highlight=False)

    def aside(self, text: str) -> None:
        """Say what a script does to the world."""
        self._line("", f"[italic]{escape(text)}[/]", "yellow")

    def check(self, what: str, problem: str = "") -> None:
        """Say that something is as it must be, or what it is instead."""
        if problem:
            self._line("", f"✗ {escape(what)}: {escape(problem)}", "bold red")
        else:
            self._line("", f"✓ {escape(what)}", "green")

    def _on_chat(self, event: ChatEvent) -> None:
        message = event.message
        if message is None:
            return
        in_group = event.chat_id == self._sandbox.staff.id
        where = "→ staff" if in_group else ""
        match event.kind:
            case "sent":
                self._line(
                    _who(message), _written(message) + _buttons(message), "cyan" if message.from_bot else "", where
                )
            case "edited":
                self._line(_who(message), f"«{_written(message)}»{_buttons(message)}", "cyan", where)
            case "deleted":
                self._line("bot", f"[dim]deletes the message of {escape(message.sender_name)}[/]", "cyan")
            case "tapped":
                label = next((one.text for row in message.buttons for one in row if one.value == event.detail), "")
                self._line(self._sandbox.customer.person.name, f"taps [reverse] {escape(label)} [/]")
            case _:
                pass

    def _on_phone(self, message: PhoneMessage) -> None:
        how = "SMS" if message.kind == "sms" else "call"
        self._line(f"phone, {how}", escape(message.text), "magenta")

    def _on_books(self) -> None:
        for entry in self._sandbox.cams.books.entries()[self._booked :]:
            lost = "" if entry.answered else ", and the answer gets lost"
            self._line(
                "CAMS", f"[dim]{escape(entry.action)}: {escape(entry.answer_code or 'no answer of CAMS')}{lost}[/]"
            )
        self._booked = len(self._sandbox.cams.books)

    def _line(self, who: str, text: str, style: str = "", where: str = "") -> None:
        name = f"{who}{' ' + where if where else ''}"
        for number, line in enumerate(text.splitlines() or [""]):
            head = f"{name if number == 0 else '':>{_WHO}} │ "
            self._out.print(f"[dim]{escape(head)}[/][{style or 'default'}]{line}[/]", highlight=False, soft_wrap=True)


def _who(message: MessageView) -> str:
    return "bot" if message.from_bot else message.sender_name


def _written(message: MessageView) -> str:
    text = message.text or ("(shares a number)" if message.kind == "contact" else f"({message.kind})")
    return escape(_BLANK_LINES.sub("\n", html.unescape(text)))


def _buttons(message: MessageView) -> str:
    rows = [" ".join(f"[reverse] {escape(one.text)} [/]" for one in row) for row in message.buttons]
    return "".join(f"\n{row}" for row in rows)
