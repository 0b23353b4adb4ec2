"""Inviting a customer from the group: a link, and the phrase by which they know the bot."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from bot.flow import policy
from bot.flow.model import Invitation
from bot.flow.staff import DeepLink, Key, Line, Moment, Ours
from bot.terms import INVITATION_DAYS, LONGEST_LABEL, SPACE
from bot.text.language import language_of
from bot.text.phone import Phone, masked, read_phone

from .asking import Asked, Done
from .reading import words_of

_OF_A_NUMBER = re.compile(r"[0-9().-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An invitation as staff wrote it down. `problem` is the name of the text that says what is wrong with it."""

    space: str = ""
    phone: str = field(default="", repr=False)
    label: str = field(default="", repr=False)
    language: str = ""
    problem: str = ""

    def as_invitation(self, phrase: str, *, at: int) -> Invitation:
        """What is stored of it, made at that time; `phrase` is what the customer will know the bot by."""
        return Invitation(
            id=0,
            space=self.space,
            phone=self.phone,
            label=self.label,
            language=self.language,
            phrase=phrase,
            expires_at=at + INVITATION_DAYS * policy.DAY,
        )


def wanted(argument: str, languages: Collection[str]) -> Wanted:
    """Read `SPACE [+NUMBER] [LANGUAGE] [LABEL]`; a number may have spaces in it."""
    words = words_of(argument)
    if not words:
        return Wanted(problem="staff-invite-usage")
    space, rest = words[0], words[1:]
    number = ""
    if rest and rest[0].startswith("+"):
        end = next((at for at, word in enumerate(rest) if at and not _OF_A_NUMBER.fullmatch(word)), len(rest))
        number, rest = " ".join(rest[:end]), rest[end:]
    # A tag is written small; a label that begins with «Id» or «En» is no language.
    tag = language_of(rest[0]) if rest and rest[0][0].islower() else ""
    language = tag if tag in languages else ""
    return checked(space=space, number=number, language=language, label=" ".join(rest[1:] if language else rest))


def checked(*, space: str, number: str, language: str, label: str) -> Wanted:
    """An invitation of its parts. The number has its country code; all but the space may be empty."""
    if not SPACE.fullmatch(space):
        return Wanted(problem="staff-invite-space")
    phone = ""
    if number:
        read = read_phone(number, "")
        if not isinstance(read, Phone):
            return Wanted(problem="staff-invite-number")
        phone = read.digits
    if len(label) > LONGEST_LABEL or not label.isprintable():
        return Wanted(problem="staff-invite-label")
    return Wanted(space=space, phone=phone, label=label, language=language)


async def invite(asked: Asked) -> Done:
    """`/invite SPACE [+NUMBER] [LANGUAGE] [LABEL]`: a link that works once, for one person, for a week."""
    return await make(asked, wanted(asked.argument, asked.staffing.languages))


async def make(asked: Asked, read: Wanted) -> Done:
    """Make the link, or say why not."""
    if read.problem:
        await asked.answer((Line(read.problem), *((Line("staff-invite-usage"),) if asked.argument else ())))
        return Done(detail="not understood")
    token = asked.staffing.new_token()
    phrase = asked.staffing.new_phrase(read.language)
    invitation = read.as_invitation(phrase, at=asked.at)
    number = await asked.desk.tx.add_invitation(invitation, token, now=asked.desk.now)
    whose = " · ".join(filter(None, (read.label, masked(read.phone) if read.phone else ""))) or "–"
    await asked.answer(
        (
            Line(
                "staff-invite-link",
                {"number": Ours(str(number)), "whose": whose, "space": Ours(read.space), "link": DeepLink(token)},
            ),
            Line("staff-invite-phrase", {"phrase": Ours(phrase), "moment": Moment(invitation.expires_at)}),
        ),
        keys=(
            (Key(label="staff-key-copy-link", copies=DeepLink(token)),),
            (Key(label="staff-key-copy-phrase", copies=phrase),),
            (Key(label="staff-key-qr", command="qr"),),
            (Key(label="staff-key-revoke", command=f"revoke {number}"),),
        ),
    )
    return Done(detail=f"invitation {number}")
