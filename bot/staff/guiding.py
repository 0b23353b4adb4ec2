"""An invitation step by step: space, label, language, number. What was said so far stands in the bot's own questions.

So nothing is kept, several people can be at it at once, and an old question can still be answered.
"""

import re

from bot.flow.staff import Key, Line, Ours, Value
from bot.ports import Text
from bot.store import Deed
from bot.terms import LONGEST_LABEL
from bot.text.language import language_of

from . import inviting
from .asking import Asked, Done

BEGUN = "/invite"
"""What a question's first line begins with: the command that it makes."""

BETWEEN = " · "

NOTHING = "-"
"""What is answered, and stands there, where something is left out."""

NAMES = {"en": "English", "id": "Bahasa Indonesia", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}

LONGEST_QUESTION = 1000
"""UTF-16 units, twice what our longest question has. What a customer wrote is longer where nothing of ours stands
before it (`bot.telegram.relays`): whatever it begins with, it is theirs."""

_STEPS = ("space", "label", "language", "number")

_LIKE_A_NUMBER = re.compile(r"(?:[0-9]\D{0,3}){8}")
"""As numbers are hidden in what the group reads: a label with one could not stand in a question."""


async def invite(asked: Asked) -> Done:
    """`/invite` in one line, or alone, which asks the first question; or a button under the question for a language."""
    if not asked.argument:
        await _ask(asked, ())
        return Done(detail="asked for the space")
    if asked.tap and asked.argument.startswith(BETWEEN.strip()):
        return await _choose(asked)
    return await inviting.invite(asked)


async def _choose(asked: Asked) -> Done:
    """A button carries `/invite · id`, and the question that it stands under has the rest."""
    known = said_so_far(asked.posted.about)
    chosen = asked.argument.removeprefix(BETWEEN.strip()).strip()
    if known is None or len(known) != _STEPS.index("language"):
        await asked.answer((Line("staff-invite-usage"),))
        return Done(detail="not understood")
    return await _go_on(asked, known, chosen)


async def hear(asked: Asked) -> bool:
    """An answer to a question. True: it was one, and is nobody else's to hear, a customer's least of all."""
    posted = asked.posted
    quoted, name = posted.reply_to, asked.staffing.bot_name().lower()
    if quoted is None or not name or quoted.bot.lower() != name or not isinstance(posted.what, Text):
        return False
    known = said_so_far(quoted.text)
    if known is None:
        return False
    if not posted.is_edit and not posted.is_passed_on:
        done = await _go_on(asked, known, " ".join(posted.what.text.split()))
        asked.desk.audit(Deed(actor=asked.by.user_id, action="invite", detail=done.detail))
    return True


def said_so_far(text: str) -> tuple[str, ...] | None:
    """What a question of ours says was answered before; None where it is no such question."""
    if len(text.encode("utf-16-le")) // 2 > LONGEST_QUESTION:
        return None
    first = text.split("\n", 1)[0].strip()
    begun, *known = first.split(BETWEEN.rstrip())
    if begun.strip() != BEGUN or not known or known[-1].strip():
        return None
    said = tuple(each.strip() for each in known[:-1])
    return said if len(said) < len(_STEPS) else None


async def _go_on(asked: Asked, known: tuple[str, ...], answer: str) -> Done:
    step = _STEPS[len(known)]
    if step == "language" and answer != NOTHING:
        answer = language_of(answer)
    problem = _problem(asked, step, answer)
    if problem:
        await _ask(asked, known, problem)
        return Done(detail=f"no {step}")
    if step == "label":
        answer = answer.replace(BETWEEN.strip(), NOTHING)
    known = (*known, answer)
    if len(known) < len(_STEPS):
        await _ask(asked, known)
        return Done(detail=f"{step} said")
    given = {name: "" if said == NOTHING else said for name, said in zip(_STEPS, known, strict=True)}
    return await inviting.make(asked, inviting.checked(**given))


def _problem(asked: Asked, step: str, answer: str) -> str:
    """The text that says what is wrong with an answer; empty for nothing."""
    if step == "space":
        if answer == NOTHING:
            return "staff-invite-space"  # It could be one by its letters, and nobody means it.
        return inviting.checked(space=answer, number="", language="", label="").problem
    if answer == NOTHING:
        return ""
    if step == "label":
        is_bad = len(answer) > LONGEST_LABEL or not answer.isprintable() or _LIKE_A_NUMBER.search(answer)
        return "staff-invite-label" if is_bad or not answer else ""
    if step == "language":
        return "" if answer in asked.staffing.languages else "staff-invite-language"
    return inviting.checked(space="x", number=answer, language="", label="").problem


async def _ask(asked: Asked, known: tuple[str, ...], problem: str = "") -> None:
    step = _STEPS[len(known)]
    draft: dict[str, Value] = {"draft": Ours(BETWEEN.join((BEGUN, *known, "")).rstrip())}
    paragraphs: list[tuple[Line, ...]] = [(Line("staff-invite-draft", draft), Line(f"staff-invite-ask-{step}"))]
    if problem:
        paragraphs.append((Line(problem),))
    elif not known:
        paragraphs.append((Line("staff-invite-usage"),))
    keys = _languages(asked) if step == "language" else ()
    await asked.answer(*paragraphs, keys=keys, asks=not keys)


def _languages(asked: Asked) -> tuple[tuple[Key, ...], ...]:
    named = [Key(said=NAMES.get(each, each), command=f"invite{BETWEEN}{each}") for each in asked.staffing.languages]
    return tuple((key,) for key in [*named, Key(label="staff-key-any-language", command=f"invite{BETWEEN}{NOTHING}")])
