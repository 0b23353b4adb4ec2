"""Everything that somebody of the staff can be answered: each line, and each button."""

from collections.abc import Iterator

from bot.flow.staff import AnswerStaff, DeepLink, Key, Line, Moment, Named, Ours

from .everything import NOW

NAME = "Sari <b> & Co."
TOKEN = "a-token"

LINES = (
    Line("staff-people-title"),
    Line("staff-people-of-settings", {"account": Ours("7000000007")}),
    Line(
        "staff-people-member",
        {"name": NAME, "role": Named("staff-role-agent"), "account": Ours("7000000008"), "moment": Moment(NOW)},
    ),
    Line("staff-people-usage"),
    Line("staff-people-added", {"name": NAME, "role": Named("staff-role-admin")}),
    Line("staff-people-by-link"),
    Line("staff-people-already", {"name": NAME}),
    Line("staff-people-link", {"link": DeepLink(TOKEN), "moment": Moment(NOW)}),
    Line("staff-people-removed", {"name": NAME}),
    Line("staff-people-left", {"name": NAME}),
    Line("staff-people-changed", {"name": NAME, "role": Named("staff-role-agent")}),
    Line("staff-people-nobody"),
    Line("staff-people-by-settings"),
    Line("staff-people-welcome"),
    Line("staff-people-already-you"),
    Line("staff-people-link-over"),
    Line("staff-only-admins"),
)
"""Every line that staff are answered with; `tests/staff` says when."""

KEYS = (Key(label="staff-key-copy-link", copies=DeepLink(TOKEN)),)
"""Every button under those."""


def every_answer() -> Iterator[AnswerStaff]:
    """Each line by itself, and each button."""
    for line in LINES:
        yield AnswerStaff(chat_id=-1, at=NOW, paragraphs=((line,),))
    for key in KEYS:
        yield AnswerStaff(chat_id=-1, at=NOW, paragraphs=((LINES[0],),), keys=((key,),))
