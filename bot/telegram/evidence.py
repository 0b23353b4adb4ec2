"""Writes down what is known of a case, for the provider's support: in English and in Chinese, as plain text. Pure.

Nothing in it says whose number it is, beyond its last digits; there is no code in it, and none of the staff's accounts.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dossier import Dossier, Row
from bot.flow import policy
from bot.flow.effects import Note
from bot.text.phone import masked

from .words import WordlessError, clipped, say

LANGUAGES = ("en", "zh-Hans")
"""Those that Alibaba's and Meta's support read."""

COMMAND = "python -m bot verify-evidence"

LONGEST_VALUE = 500
"""Characters of what the provider said: all that is kept of an error is shorter."""

_ELLIPSIS = "…"
_PUT_IN = {
    Note.WHAT_WE_KEEP: {"days": _ELLIPSIS},
    Note.MANY_MESSAGES: {"seconds": str(policy.LULL)},
    Note.OTHER_NUMBER_VERIFIED: {"number": "••••"},
}
"""What notes say that was not kept: it is left open."""

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONG_NUMBER = re.compile(r"[0-9]{5,}")

_OUTCOMES = {"accepted", "refused", "not_sent", "unknown"}


def write_evidence(dossier: Dossier, *, at: float, zone: str, vendor: str) -> list[str]:
    """The lines of the file. `zone` is the vendor's."""
    lines: list[str] = []
    for language in LANGUAGES:
        lines += [*_Writer(dossier, language, zone).write(at, vendor), ""]
    return lines[:-1]


class _Writer:
    """Writes one language's part."""

    def __init__(self, dossier: Dossier, language: str, zone: str) -> None:
        self._dossier = dossier
        self._language = language
        self._zone = ZoneInfo(zone)
        self._zone_name = zone
        self._members: dict[int, int] = {}

    def write(self, at: float, vendor: str) -> Iterator[str]:
        dossier, case = self._dossier, self._dossier.case
        yield self._say("title")
        yield self._say("language")
        yield ""
        yield self._say("made", moment=self._moment(at))
        if vendor:
            yield self._say("vendor", vendor=vendor)
        yield self._say("case", case=f"#case{case.id}")
        if case.phone:
            yield self._say("number", number=masked(case.phone))
        yield self._say("space", space=case.space)
        yield self._say("now", state=self._state(case.state))
        yield self._say("begun", moment=self._moment(dossier.created_at))
        yield self._say("clock", zone=self._zone_name)
        yield self._say("no-codes")
        yield from self._section("happened", self._timeline(), how="happened-how")
        yield from self._section("undelivered", self._undelivered())
        if dossier.owed:
            yield self._say("owed", rows=str(dossier.owed))
        entry, hashed = dossier.newest_deed
        yield ""
        yield self._say("record", entry=str(entry), hash=hashed or "-")
        yield self._say("seal", command=COMMAND)

    def _section(self, heading: str, entries: Iterable[str], *, how: str = "") -> Iterator[str]:
        yield ""
        yield f"== {self._say(heading)} =="
        if how:
            yield self._say(how)
        if not self._dossier.is_all:
            yield self._say("cut")
        yield from list(entries) or [self._say("none")]

    def _timeline(self) -> list[str]:
        """What happened, what was asked of the provider, and what staff did, in the order in which it was."""
        dossier = self._dossier
        entries = [(row["at"], self._event(row)) for row in dossier.events]
        entries += [(row["created_at"], self._call(row)) for row in dossier.calls]
        entries += [(row["at"], self._deed(row)) for row in dossier.deeds]
        entries.sort(key=lambda entry: entry[0])
        return [line for at, text in entries for line in self._entry(at, text)]

    def _entry(self, at: float, text: list[str]) -> list[str]:
        return [f"{self._moment(at)} | {text[0]}", *(f"    {line}" for line in text[1:])]

    def _event(self, row: Row) -> list[str]:
        event = self._named("event", _CAPITAL.sub("-", row["event"]).lower(), row["event"])
        before, after = row["state_before"], row["state_after"]
        if before == after:
            lines = [self._say("event", event=event)]
        else:
            lines = [self._say("event-moved", event=event, before=self._state(before), after=self._state(after))]
        if row["detail"]:
            lines.append(self._say("event-detail", detail=_LONG_NUMBER.sub("••••", row["detail"])))
        for shown in row["shown"].split():
            screen, _, note = shown.partition("+")
            lines.append(self._say("shown", screen=f"{self._named('screen', screen, screen)} ({screen})"))
            if note:
                lines.append(self._say("noted", note=self._note(note)))
        return lines

    def _note(self, name: str) -> str:
        """The very words that stood there, in this language."""
        try:
            note = Note(name)
            if note is Note.REFUSED:
                return self._say("note-refused")
            return _plain(say(self._language, f"note-{note}", **_PUT_IN.get(note, {})))
        except (ValueError, WordlessError):
            return name  # Of an older program.

    def _call(self, row: Row) -> list[str]:
        outcome = row["outcome"] if row["outcome"] in _OUTCOMES else "none"
        said = self._say("outcome-" + outcome.replace("_", "-"))
        lines = [self._say("call", number=str(row["call"]), action=row["action"], outcome=said)]
        for name, at in (("call-sent", row["sent_at"]), ("call-finished", row["finished_at"])):
            if at is not None:
                lines.append(self._say(name, moment=self._moment(at)))
        for name, key, value in (
            ("call-code", "code", row["code"]),
            ("call-message", "message", row["message"]),
            ("call-request", "request", row["request_id"]),
            ("call-class", "fault", row["fault"]),
        ):
            if value:
                lines.append(self._say(name, **{key: clipped(value, LONGEST_VALUE)}))
        return lines

    def _deed(self, row: Row) -> list[str]:
        lines = [self._say("deed", who=self._who(row["actor"]), action=f"/{row['action']}")]
        if row["detail"]:
            lines.append(self._say("event-detail", detail=_LONG_NUMBER.sub("••••", row["detail"])))
        return lines

    def _who(self, actor: int) -> str:
        if not actor:
            return self._say("who-program")
        number = self._members.setdefault(actor, len(self._members) + 1)
        return self._say("who-member", number=str(number))

    def _undelivered(self) -> list[str]:
        return [
            line
            for row in self._dossier.undelivered
            for line in self._entry(row["at"], [self._say("undelivered-one", what=row["kind"], why=row["reason"])])
        ]

    def _state(self, state: str) -> str:
        return f"{self._named('state', state.replace('_', '-'), state)} ({state})"

    def _named(self, sort: str, name: str, otherwise: str) -> str:
        """What something is called; a name of an older program is told as it is."""
        try:
            return self._say(f"{sort}-{name}")
        except WordlessError:
            return otherwise

    def _say(self, name: str, **values: str) -> str:
        return _plain(say(self._language, f"evidence-{name}", **values))

    def _moment(self, at: float) -> str:
        moment = datetime.fromtimestamp(at, UTC)
        there = moment.astimezone(self._zone)
        return f"{moment:%Y-%m-%d %H:%M:%S} UTC = {there:%Y-%m-%d %H:%M:%S %z}"


def _plain(text: str) -> str:
    """The text without markup, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())
