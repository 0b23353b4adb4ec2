"""What is written down for the provider's support: in order, in both languages, and nobody's secrets."""

from dataclasses import replace

import pytest

from bot.flow.model import Case, CaseId, State
from bot.telegram.evidence import write_evidence
from bot.telegram.words import say
from bot.text.phone import masked

from .everything import NOW
from .known import call, event, everything_known


def written(**changes: object) -> list[str]:
    """The lines on everything, with something else in it."""
    dossier = replace(everything_known(), **changes)  # type: ignore[arg-type]  # -- fields of a dossier
    return write_evidence(dossier, at=NOW, zone="Asia/Jakarta", vendor="Nusantara")


def test_everything_is_told_in_both_languages() -> None:
    """The same facts in the same order: as many lines of each sort, at the same times."""
    lines = written()
    half = lines.index("WhatsApp 号码迁移至阿里云 CAMS 的证据")
    english, chinese = lines[: half - 1], lines[half:]

    assert len(english) == len(chinese)
    for ours, theirs in zip(english, chinese, strict=True):
        assert ours.partition(" | ")[0] == theirs.partition(" | ")[0] or " UTC = " not in ours[:30]
    assert not [line for line in lines if "evidence-" in line or "<" in line or "&amp;" in line]


def test_times_are_utc_and_the_vendors() -> None:
    """With the offset, so that nobody has to know the zone."""
    lines = written(events=[event("CodeGiven")], calls=[], deeds=[])

    assert "2026-11-24 06:00:00 UTC = 2026-11-24 13:00:00 +0700" in lines[3]
    assert [line.partition(" | ")[0] for line in lines if " | The customer sent" in line] == [
        "2026-11-24 05:58:30 UTC = 2026-11-24 12:58:30 +0700"
    ]


def test_what_the_customer_saw_stands_in_the_words_that_stood_there() -> None:
    """The screen by what it says and by its name, the note word for word, with what was not kept left open."""
    shown = [event("CodeGiven", after="paused", shown="paused+code-same held+refused other+number")]
    lines = [line.strip() for line in written(events=shown, calls=[], deeds=[])]
    at = next(number for number, line in enumerate(lines) if "The customer sent a code" in line)

    assert lines[at].endswith("The customer sent a code. State: asked whether the phone is at hand (ready) → "
                              "paused: no tries left for now (paused)")  # fmt: skip
    assert lines[at + 2 : at + 8] == [
        "the customer was shown: no tries left, until when (paused)",
        "and above it: “" + say("en", "note-code-same") + "”",
        "the customer was shown: something is in the way, and who mends it (held)",
        "and above it: “What the provider’s answer means for them, and whether a try was used”",
        "the customer was shown: other (other)",
        "and above it: “number”",
    ]


def test_no_account_of_the_staff_and_no_whole_number() -> None:
    """They are told apart by numbers of their own."""
    text = "\n".join(written())

    assert masked("6281234567890") in text
    assert [secret for secret in ("6281234567890", "8000000001", "8000000002") if secret in text] == []
    assert "Member 1 of the staff: /assign" in text
    assert "Member 2 of the staff: /take" in text
    assert "The program: /extend" in text


@pytest.mark.parametrize("made", ["\n2027-01-01 | forged", "<b>x</b>&lt;i&gt;", "a\u2028b", "x" * 9_000])
def test_what_the_provider_said_stays_in_its_line(made: str) -> None:
    """However it is written, it begins no line, and is not endless."""
    lines = written(events=[], deeds=[], calls=[call(1, "refused", message=made, code=made, request_id=made)])

    assert len(lines) == len(written(events=[], deeds=[], calls=[call(1, "refused")]))
    assert max(map(len, lines)) < 600


def test_of_an_empty_case_that_is_said() -> None:
    """Nothing happened, nothing was given up, nobody did anything; there may be no number and no vendor."""
    bare = replace(
        everything_known(), case=Case(id=CaseId(3), chat_id=1, state=State.READY), events=[], calls=[], deeds=[],
        undelivered=[], owed=0, newest_deed=(0, ""), is_all=True,
    )  # fmt: skip
    lines = write_evidence(bare, at=NOW, zone="UTC", vendor="")

    assert [lines.count(none) for none in ("None.", "无。")] == [2, 2]
    assert not [line for line in lines if "left out" in line or "Number:" in line or "For:" in line]
