"""Many notices in one message, for a group that cannot take one message for each. Pure.

Of one kind are notices that say the same but for whom they are about: they have their text once, and a line each.
"""

from collections.abc import Iterator, Sequence

from bot.flow.effects import TellStaff

from .staff import SAID_IN_TEXT, about_of, details, quoted, subject_of, what_then, whose
from .words import Html, clipped, escaped, say

LONGEST = 4096
"""UTF-16 units of a message (Bot API, sendMessage). Markup is counted too, which Telegram does not: a little room."""

LONGEST_SPACE = 64
"""Characters of a space's name, which it never exceeds."""

BETWEEN = "\n\n"


def render_together(notices: Sequence[TellStaff], language: str) -> tuple[tuple[int, ...], str]:
    """The first of the notices with all others of its kind that there is room for: their places, and the text.

    A notice is never put before an earlier one about the same case, which may be what it takes back.
    """
    title, body = _text(notices[0], language)
    more = say(language, "staff-together-more")
    left = LONGEST - sum(map(_length, (f"<b>{title}: {len(notices)}</b>", body, more, BETWEEN * 3)))
    places: list[int] = []
    lines: list[str] = []
    passed: set[int] = set()
    for place, notice in enumerate(notices):
        line = _line(notice, language)
        is_ours = notice.case.id not in passed and _text(notice, language) == (title, body)
        if place and (not is_ours or _length(line) >= left):
            passed.add(notice.case.id)
            continue
        places.append(place)
        lines.append(line)
        left -= _length(line) + 1
    parts = (f"<b>{title}: {len(places)}</b>", body, "\n".join(lines), more)
    return tuple(places), BETWEEN.join(filter(None, parts))


def _text(notice: TellStaff, language: str) -> tuple[Html, str]:
    """What is said once: the title, and what it means, without what differs from case to case."""
    about = f"{subject_of(notice)}-{about_of(notice)}"
    given = details(notice, language) | {
        name: value for name, value in _instead(language).items() if name in details(notice, language)
    }
    parts = (say(language, about, **given), what_then(notice, language))
    return say(language, f"{about}-title"), BETWEEN.join(filter(None, parts))


def _instead(language: str) -> dict[str, str | int]:
    """What stands in the text in the place of what stands in the lines."""
    return {
        "case": "N",
        "moment": say(language, "staff-together-moment"),
        "state": say(language, "staff-together-state"),
    }


def _line(notice: TellStaff, language: str) -> str:
    """One of them: whose it is, and what differs from case to case."""
    return " · ".join(filter(None, (whose(notice.case) or "–", *_apart(notice, language))))


def _apart(notice: TellStaff, language: str) -> Iterator[str]:
    given = details(notice, language)
    for name in ("moment", "state"):
        if name in given:
            yield str(given[name])
    if notice.case.space:
        yield f"<code>{escaped(clipped(notice.case.space, LONGEST_SPACE))}</code>"
    if notice.code and notice.reason not in SAID_IN_TEXT:
        yield f"<code>{quoted(notice.code)}</code>"
    if notice.untold:
        yield f"×{notice.untold + 1}"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
