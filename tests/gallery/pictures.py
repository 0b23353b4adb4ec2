"""What hangs in the gallery: each screen in all its variants, and under each note, and what stands around the chat."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.buttons import Button
from bot.flow.effects import Note, Reason, Screen, Show, TellStaff
from bot.flow.model import Case, Fault
from bot.ports import Incident
from bot.telegram.screens import render
from bot.telegram.staff import commands, descriptions, render_notice
from bot.telegram.views import View
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES, say
from tests.telegram.everything import CASE, NOW, PHONE, UNINVITED, every_show

WITHOUT_INVITATION = frozenset({Screen.NEED_INVITATION, Screen.HELP, Screen.PRIVACY, Screen.LANGUAGE})
"""What somebody may see whom nobody has invited."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One message as it is seen. `about` says what it is an example of."""

    language: str
    about: str
    text: str
    """HTML as Telegram takes it."""
    rows: tuple[tuple[str, ...], ...] = ()
    share_contact: str = ""
    for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Wall:
    """Pictures that belong together. `aside`: there are many, to be looked at on demand."""

    name: str
    pictures: list[Picture] = field(default_factory=list)
    aside: list[Picture] = field(default_factory=list)


def walls() -> Iterator[Wall]:
    """Everything, screen by screen."""
    shows = {language: list(every_show(language)) for language in LANGUAGES}
    for screen in Screen:
        wall = Wall(screen)
        for language in LANGUAGES:
            wall.pictures.extend(_variants(screen, shows[language]))
            wall.aside.extend(_under_each_note(screen, language))
        yield Wall(screen, _side_by_side(wall.pictures), _side_by_side(wall.aside))
    yield Wall("profile and menu", [_profile(language) for language in LANGUAGES])
    yield Wall("what can be typed", [_typed(language) for language in LANGUAGES])
    yield Wall("notices to staff", list(_notices()))


def _side_by_side(pictures: list[Picture]) -> list[Picture]:
    """The same in each language beside each other."""
    order = {about: place for place, about in enumerate(dict.fromkeys(each.about for each in pictures))}
    return sorted(pictures, key=lambda each: order[each.about])


def _happens(show: Show) -> bool:
    """Whether a screen can come up for such a case at all; what cannot would puzzle whoever looks."""
    if not show.case.id:
        return show.screen in WITHOUT_INVITATION
    if show.screen is Screen.ASK_NUMBER:
        return not show.case.expected_phone and not show.case.phone
    return show.screen is not Screen.NEED_INVITATION and (bool(show.case.phone) or show.screen in WITHOUT_INVITATION)


def _variants(screen: Screen, shows: list[Show]) -> Iterator[Picture]:
    """A screen without a note: each that differs from the others, by its case or by a fault."""
    seen: set[tuple[str, object]] = set()
    for show in shows:
        if show.screen is not screen or show.note is not None or not _happens(show):
            continue
        view = render(show)
        if (view.text, _labels(view)) not in seen:
            seen.add((view.text, _labels(view)))
            yield _picture(show, ", ".join(_traits(show)) or "plain")


def _under_each_note(screen: Screen, language: str) -> Iterator[Picture]:
    """A screen under each note; under «refused», with each fault."""
    invited = replace(CASE, phone="") if screen is Screen.ASK_NUMBER else CASE
    case = replace(UNINVITED if screen is Screen.NEED_INVITATION else invited, language=language)
    for note in Note:
        for fault in Fault if note is Note.REFUSED else (None,):
            show = Show(case=replace(case, fault=fault), screen=screen, at=NOW, note=note, other_phone=PHONE)
            yield _picture(show, f"{note}: {fault}" if fault else str(note))


def _picture(show: Show, about: str) -> Picture:
    view = render(show)
    return Picture(show.case.language, about, view.text, _labels(view), view.share_contact)


def _labels(view: View) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(label for label, _ in row) for row in view.buttons)


def _traits(show: Show) -> Iterator[str]:
    """By what a variant differs from the plain one."""
    case: Case = show.case
    if case.fault:
        yield f"fault {case.fault}"
    if not case.id:
        yield "not invited"
    elif case.expected_phone:
        yield "number from the invitation"
    elif not case.phone:
        yield "no number yet"
    if case.id and case.phone not in {"", CASE.phone}:
        yield "a number of several time zones"
    if case.budget.tries:
        yield f"{len(case.budget.tries)} tries in a day" if len(case.budget.tries) > 1 else "a try before"
    if case.id and case.invitation_expires_at <= show.at:
        yield "invitation ended"
    if case.reads:
        yield "after long"
    if show.place_in_line:
        yield "in line"


def _profile(language: str) -> Picture:
    """What Telegram shows around the chat. Traditional Chinese too, though Telegram has room for one Chinese only."""
    short, long = descriptions(language)
    listed = "\n".join(f"/{name} – {text}" for name, text in commands(language))
    return Picture(language, "description, profile, menu", f"{long}\n\n<i>{short}</i>\n\n{listed}")


def _typed(language: str) -> Picture:
    lines = (f"<b>{say(language, f'button-{each}')}</b>: {say(language, f'words-{each}')}" for each in Button)
    return Picture(language, "for each button", "\n".join(lines))


def _notices() -> Iterator[Picture]:
    for language in STAFF_LANGUAGES:
        for reason in Reason:
            for fault in Fault if reason is Reason.FAULT else (None,):
                told = TellStaff(
                    reason=reason, case=CASE, at=NOW, fault=fault, code="136025", message="Verify code error"
                )
                text = render_notice(told, Incident(cases=2, waiting=3), language)
                yield Picture(language, f"{reason}: {fault}" if fault else str(reason), text, for_staff=True)
