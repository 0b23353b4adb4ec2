"""Answers that staff have ready: `/canned` lists them, and says one to a customer in their language."""

import re

from bot.buttons import LANGUAGES
from bot.flow.relaying import Kind
from bot.flow.staff import Key, Line

from .asking import Asked, Done
from .handing_over import case_of, say
from .reading import words_of

LONGEST_TEXT = 2000
"""Characters: half of what a message takes, and more than a customer reads on a phone."""

MOST_NAMES = 50
"""Answers, whatever the languages: more are found by nobody."""

KEYS_IN_ROW = 2
"""Buttons beside each other, so that their names can be read on a phone."""

_NAME = re.compile(r"[a-z0-9-]{1,32}")
_ADD = {"add", "tambah"}
_REMOVE = {"remove", "hapus"}


async def canned(asked: Asked) -> Done:
    """`/canned`, and with words behind it: add, remove, or the name of what is to be said."""
    words = words_of(asked.argument)
    if not words:
        return await _list(asked)
    if words[0].casefold() in _ADD:
        return await _add(asked)
    if words[0].casefold() in _REMOVE:
        return await _remove(asked, [word.casefold() for word in words[1:]])
    return await _say(asked, words[0].casefold(), " ".join(words[1:]))


async def _list(asked: Asked) -> Done:
    found = await asked.desk.tx.canned_names()
    languages: dict[str, list[str]] = {}
    for name, language in found:
        languages.setdefault(name, []).append(language)
    case = await case_of(asked, "")
    lines = [Line("staff-canned-one", {"name": name, "languages": ", ".join(of)}) for name, of in languages.items()]
    names = list(languages) if case is not None else []
    keys = tuple(
        tuple(Key(said=name, command=f"canned {name} {case.id}") for name in names[start : start + KEYS_IN_ROW])
        for start in range(0, len(names), KEYS_IN_ROW)
        if case is not None
    )
    await asked.answer((Line("staff-canned-title"), *lines), (Line("staff-canned-usage"),), keys=keys)
    return Done(case_id=case.id if case is not None else 0)


async def _add(asked: Asked) -> Done:
    # Of what is to be said no line break may be lost: only what stands before it is words.
    parts = asked.argument.split(maxsplit=3)
    name = parts[1].casefold() if len(parts) > 1 else ""
    language = _language(parts[2]) if len(parts) > 2 else ""  # noqa: PLR2004 -- the third word
    text = parts[3].strip() if len(parts) > 3 else ""  # noqa: PLR2004 -- what comes after it
    is_free = name not in _ADD | _REMOVE and _NAME.fullmatch(name)
    if not is_free or not language or not 0 < len(text) <= LONGEST_TEXT:
        await asked.answer((Line("staff-canned-usage"),))
        return Done(detail="not understood")
    names = {known for known, _ in await asked.desk.tx.canned_names()}
    if name not in names and len(names) >= MOST_NAMES:
        await asked.answer((Line("staff-canned-many"),))
        return Done(detail="too many")
    await asked.desk.tx.put_canned(name, language, text)
    await asked.answer((Line("staff-canned-added", {"name": name, "spoken": language}),))
    return Done(detail=f"added {name} {language}")


async def _remove(asked: Asked, words: list[str]) -> Done:
    name = words[0] if words else ""
    found = [language for known, language in await asked.desk.tx.canned_names() if known == name]
    wanted = [language for language in found if len(words) == 1 or language == _language(words[1])]
    if not wanted:
        await asked.answer((Line("staff-canned-unknown"),))
        return Done(detail="unknown")
    for language in wanted:
        await asked.desk.tx.drop_canned(name, language)
    await asked.answer((Line("staff-canned-removed", {"name": name}),))
    return Done(detail=f"removed {name}")


async def _say(asked: Asked, name: str, argument: str) -> Done:
    """Say it in the customer's language, or in English, or in whatever there is."""
    texts = await asked.desk.tx.canned(name) if _NAME.fullmatch(name) else {}
    if not texts:
        await asked.answer((Line("staff-canned-unknown"),))
        return Done(detail="unknown")
    case = await case_of(asked, argument)
    if case is None or not case.handed_over_at:
        text = "staff-which-case" if case is None else "staff-not-passed-on"
        await asked.answer((Line(text),))
        return Done(case_id=case.id if case is not None else 0, detail="not said")
    text = texts.get(case.language) or texts.get("en") or next(iter(texts.values()))
    # The message with the button may be pressed again: what is said is this press's.
    await say(asked, case, kind=Kind.TEXT, text=text, source_id=-asked.desk.update_id)
    await asked.answer((Line("staff-canned-said", {"text": text}),), case_id=case.id)
    return Done(case_id=case.id, detail=f"said {name}")


def _language(word: str) -> str:
    """The language that a word names as we name them: `en`, `id`, `zh-hans`."""
    return next((language for language in LANGUAGES.values() if language.casefold() == word.casefold()), "")
