"""Many notices in one message: all that one says is in it, in room for it, and nothing that a notice would not say."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import CaseId, Fault, State
from bot.telegram.digest import LONGEST, render_together
from bot.telegram.staff import about_of
from bot.telegram.words import STAFF_LANGUAGES
from sandbox.telegram.markup import parse_html, utf16_length
from tests.telegram.everything import CASE, NOW, PHONE, every_notice


def verified(number: int, **changes: object) -> TellStaff:
    """A notice of a case by its number."""
    case = replace(CASE, id=CaseId(number), **changes)  # type: ignore[arg-type]  # -- any of its fields
    return TellStaff(reason=Reason.VERIFIED, case=case, at=NOW)


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_many_of_any_kind_can_be_sent(language: str) -> None:
    """Telegram takes it; each has its line, by which staff find the customer; no number stands in it."""
    seen: set[tuple[str, str]] = set()
    for told, _ in every_notice():
        kind = (about_of(told), told.code)
        if kind in seen:
            continue
        seen.add(kind)
        places, text = render_together([replace(told, case=replace(told.case, id=CaseId(n))) for n in (1, 2)], language)
        shown = parse_html(text)  # Strict: raises for what Telegram would refuse.

        assert (places, utf16_length(shown.text) < LONGEST) == ((0, 1), True), told
        assert {"#case1", "#case2"} <= set(shown.text.split()), told
        assert not any(left in shown.text for left in ("{", "}", "None", "\n\n\n", PHONE)), told


def test_whole_text_of_many() -> None:
    """What is the same is said once; the line has whose it is, and where the number goes."""
    told = [verified(12), verified(13, label="Toko <b>Kopi</b>", space="")]
    places, text = render_together(told, "en")

    assert places == (0, 1)
    assert text == (
        "<b>Verified: 2</b>\n\nThe number’s owner is proven. The number is not live before "
        "<code>ChatappMigrationRegister</code> has run: do it within 14 days, or the customer needs another code.\n\n"
        "#case12 · PT Maju Jaya · •••• 7890 · <code>cams-8c8</code>\n"
        "#case13 · Toko &lt;b&gt;Kopi&lt;/b&gt; · •••• 7890\n\n"
        "More about each: <code>python -m bot case N</code>"
    )


def test_what_differs_from_case_to_case_stands_in_the_lines() -> None:
    """Where a customer is, until when a number is paused, the provider's code, how often it came."""
    wanted = TellStaff(reason=Reason.PERSON_WANTED, case=replace(CASE, state=State.HELD), at=NOW, untold=3)
    others = [replace(wanted, case=replace(CASE, id=CaseId(13), state=State.READY), untold=0)]
    _, text = render_together([wanted, *others], "en")
    assert "Where they are: see below." in text
    assert [line.split(" · ", 3)[3] for line in text.splitlines() if line.startswith("#case")] == [
        "on hold · <code>cams-8c8</code> · ×4",
        "asked whether the phone is at hand · <code>cams-8c8</code>",
    ]
    fault = TellStaff(reason=Reason.FAULT, fault=Fault.NOT_MIGRATING, case=CASE, at=NOW, code="136009")
    _, text = render_together([fault, replace(fault, code="136010")], "en")
    assert ("<code>136009</code>" in text, "<code>136010</code>" in text) == (True, True)


def test_only_what_is_of_a_kind_is_put_together() -> None:
    """Others wait for a message of their own; so does what comes after an earlier one about the same case."""
    told = [
        verified(1),
        TellStaff(reason=Reason.LIVE, case=replace(CASE, id=CaseId(2)), at=NOW),
        verified(2),
        verified(3),
    ]

    assert render_together(told, "en")[0] == (0, 3)


def test_a_message_is_filled_and_not_more() -> None:
    """As many as there is room for, the oldest first, each once over the messages."""
    left = [verified(number, label="界" * 80) for number in range(100)]
    told: Counter[int] = Counter()
    lengths = []
    while left:
        places, text = render_together(left, "id")
        told.update(left[place].case.id for place in places)
        lengths.append(utf16_length(parse_html(text).text))
        left = [each for place, each in enumerate(left) if place not in places]

    assert told == Counter(range(100))
    assert all(LONGEST - 800 < length <= LONGEST for length in lengths[:-1])
