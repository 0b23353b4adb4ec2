"""Staff notices: every one can be sent, says what to do, and gives away neither a code nor a number."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, CaseId, Fault, Fixer, State
from bot.ports import Incident
from bot.reading import _COMMANDS
from bot.telegram.moments import without_moments
from bot.telegram.staff import commands, descriptions, render_notice
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES
from sandbox.telegram.markup import parse_html, utf16_length
from tests.telegram.everything import CASE, NOW, PHONE, every_notice, tries

LONGEST_AIM = 900
"""UTF-16 units: a notice that must be scrolled is not read."""

ALONE = Incident()


def notice(reason: Reason, case: Case = CASE, *, code: str = "", message: str = "", request_id: str = "") -> TellStaff:
    """A notice about a case."""
    return TellStaff(reason=reason, case=case, at=NOW, code=code, message=message, request_id=request_id)


def fault_notice(
    fault: Fault, case: Case = CASE, *, code: str = "", message: str = "", request_id: str = ""
) -> TellStaff:
    """A notice of a fault."""
    told = notice(Reason.FAULT, case, code=code, message=message, request_id=request_id)
    return replace(told, fault=fault)


# --- All of them


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_notice_can_be_sent(language: str) -> None:
    """Telegram takes it: markup it knows, balanced, not too long; nothing in it was left to be filled in."""
    for told, incident in every_notice():
        text = render_notice(told, incident, language)
        shown = parse_html(text)  # Strict: raises for what Telegram would refuse.

        assert 0 < utf16_length(shown.text) <= LONGEST_AIM, told
        assert {entity["type"] for entity in shown.entities} <= {"bold", "code", "hashtag", "date_time"}, told
        assert not re.search(r"[{}]|\$|None|\n{3}|  |^\s|\s$", shown.text), told


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_notice_says_whom_it_is_about(language: str) -> None:
    """Case number, label and the last four digits, by which staff find the customer."""
    for reason in Reason:
        lines = render_notice(notice(reason), ALONE, language).splitlines()

        assert lines[1] == "#case12 · PT Maju Jaya · •••• 7890"
        assert "cams-8c8" in lines[-1]


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_fault_has_a_playbook_of_its_own(language: str) -> None:
    """Staff are told what it is and what to do, and no two faults alike."""
    texts = {fault: render_notice(fault_notice(fault), ALONE, language) for fault in Fault}
    bodies = {fault: text.split("\n\n")[1] for fault, text in texts.items()}

    assert len(set(bodies.values())) == len(Fault)
    assert len({text.splitlines()[0] for text in texts.values()}) == len(Fault)
    assert min(map(len, bodies.values())) > 60


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.NOT_PERMITTED, "cams:ChatappMigrationVerified cams:GetPhoneNumberVerificationStatus Resource RAM"),
        (Fault.NOT_PERMITTED, "cams:QueryChatappPhoneNumbers"),
        (Fault.CLOCK, "NTP timedatectl"),
        (Fault.ACCOUNT, "InsufficientBalance Forbidden.UserVerification Forbidden.RiskControl"),
        (Fault.NOT_MIGRATING, "CreateChatappMigrationInitiate GetMigrationVerifyCode"),
        (Fault.SPACE_NOT_BOUND, "WABA QueryChatappBindWaba"),
        (Fault.TWO_STEP_ON, "WhatsApp Manager"),
        (Fault.NOT_SUBSCRIBED, "Chat App Message Service"),
        (Fault.CREDENTIALS, "ALIBABA_CLOUD_ACCESS_KEY_ID ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        (Fault.THROTTLED, "CAMS_QPS"),
        (Fault.NUMBER_NOT_IN_SPACE, "CustSpaceId ChatappSyncPhoneNumber"),
        (Fault.MAYBE_VERIFIED, "VERIFIED ChatappMigrationRegister"),
    ],
)
@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_playbooks_name_the_thing_to_do(fault: Fault, words: str, language: str) -> None:
    """Actions, settings and commands are called what they are called, in every language."""
    text = render_notice(fault_notice(fault), ALONE, language)

    assert [word for word in words.split() if word not in text] == []


def test_the_end_of_an_incident_says_which_and_how_often() -> None:
    """It is written over the notice that told of it, and must be understood without that."""
    over = replace(notice(Reason.FAULT_OVER), fault=Fault.NOT_PERMITTED)

    assert render_notice(over, Incident(cases=3, waiting=2, message_id=7), "en") == (
        "<b>Over</b>\n#case12 · PT Maju Jaya · •••• 7890\n\n"
        "RAM permission missing: what was in the way is gone. Customers on hold because of it are told by the bot, "
        "and go on with a new code.\n\n"
        "Space: <code>cams-8c8</code>\nSeen 3 times in all."
    )


def test_playbooks_say_how_held_cases_go_on() -> None:
    """By themselves where a read that works shows it; with a new code where only staff can know."""
    by_itself, with_code = (
        "Cases on hold go on by themselves once it works.",
        "When it is mended, have a new code sent;",
    )
    texts = {fault: render_notice(fault_notice(fault), ALONE, "en") for fault in Fault}

    assert {fault for fault in Fault if by_itself in texts[fault]} == policy.PROBED
    assert {fault for fault in Fault if with_code in texts[fault]} == {
        fault
        for fault in Fault
        if policy.FIXER[fault] is Fixer.STAFF and fault not in policy.PROBED | policy.OF_OTHER_STEPS
    }


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_verified_is_never_called_live(language: str) -> None:
    """Staff are told what is still to do, and until when the verification lasts."""
    text = render_notice(notice(Reason.VERIFIED), ALONE, language)

    assert "<code>ChatappMigrationRegister</code>" in text
    assert re.search(r"not live before|belum aktif sebelum", text)
    assert "14" in text


# --- Privacy


_DIGITS = st.text("0123456789", min_size=8, max_size=15)
_CODES = st.text("0123456789", min_size=6, max_size=6)
_SEPARATORS = st.sampled_from(["", " ", "-", ".", ") (", "\u00a0", " - "])


@example(PHONE, "123456", "", Reason.PERSON_WANTED)
@example(PHONE, "123456", "-", Reason.BURIED)
@given(_DIGITS, _CODES, _SEPARATORS, st.sampled_from(Reason))
def test_no_number_and_no_code_reach_the_group(phone: str, code: str, separator: str, reason: Reason) -> None:
    """Not from the case, and not from a label or a message that somebody wrote the number into."""
    written = separator.join(phone)
    case = replace(
        CASE,
        id=CaseId(3),
        phone=phone,
        expected_phone=phone,
        code=code,
        fingerprint=code,
        label=f"PT {written} Maju",
        state=State.PRECHECKING,
    )
    told = notice(reason, case, message=f"the number +{written} is no good", code="E", request_id="R")
    for language in STAFF_LANGUAGES:
        text = parse_html(render_notice(told, Incident(cases=2, waiting=3), language)).text

        assert f"•••• {phone[-4:]}" in text
        assert not re.search(r"\d(?:[^\w\n]{0,3}\d){5,}", text)


def test_error_numbers_are_left_to_read() -> None:
    """Up to seven digits are WhatsApp's own error numbers, which staff look up."""
    text = render_notice(
        fault_notice(Fault.NOT_MIGRATING, code="ERR-FB-001", message="(#2388091) not eligible, 136025"), ALONE, "en"
    )

    assert "Message (CAMS): (#2388091) not eligible, 136025" in text


@example("</code><b>", "<i>", "&amp;")
@given(st.text(max_size=500), st.text(max_size=500), st.text(max_size=500))
def test_what_others_wrote_is_only_ever_text(label: str, code: str, message: str) -> None:
    """A label, a code or a message with markup in it is shown as it was written, and cut where it is endless."""
    case = replace(CASE, label=label, space=code)
    told = fault_notice(Fault.PROGRAM, case, code=code, message=message, request_id=code)
    shown = parse_html(render_notice(told, ALONE, "en"))

    assert [entity["type"] for entity in shown.entities if entity["type"] != "code"] == ["bold"]
    assert utf16_length(shown.text) < 4_096
    assert len(shown.text.split("\n\n")) in {3, 4}


# --- Whole texts


def test_whole_text_of_an_incident() -> None:
    """One notice for all: what, whom lately, what to do, the provider's words, how many wait."""
    told = fault_notice(
        Fault.CLOCK,
        code="InvalidTimeStamp.Expired",
        message="Specified time stamp or date value is expired.",
        request_id="0A1B2C3D-1234-5678-9ABC-DEF012345678",
    )

    assert render_notice(told, Incident(cases=5, waiting=3), "en") == (
        "<b>The server’s clock is wrong</b>\n"
        "#case12 · PT Maju Jaya · •••• 7890\n"
        "\n"
        "Alibaba Cloud takes no request whose time is more than 15 minutes off. "
        "Switch on NTP on the bot’s server (<code>timedatectl set-ntp true</code>).\n"
        "\n"
        "Cases on hold go on by themselves once it works.\n"
        "\n"
        "Space: <code>cams-8c8</code>\n"
        "Code (CAMS): <code>InvalidTimeStamp.Expired</code>\n"
        "Message (CAMS): Specified time stamp or date value is expired.\n"
        "RequestId: <code>0A1B2C3D-1234-5678-9ABC-DEF012345678</code>\n"
        "3 customers are on hold right now.\n"
        "Seen 5 times so far; this is the newest case."
    )


def test_whole_text_of_a_wish_for_a_code() -> None:
    """Which case wants one, and how to have it sent: in Indonesian."""
    assert render_notice(notice(Reason.CODE_WANTED), ALONE, "id") == (
        "<b>Pelanggan memerlukan kode</b>\n"
        "#case12 · PT Maju Jaya · •••• 7890\n"
        "\n"
        "Kirim kode dari konsol CAMS: buka space ini, pilih nomornya lewat digit terakhir, mulai dengan SMS. "
        "Jika tiga menit belum masuk, pakai telepon, jangan SMS lagi. Pelanggan menempelkan kodenya di bot.\n"
        "\n"
        "Space: <code>cams-8c8</code>"
    )


def test_whole_text_of_a_used_up_budget() -> None:
    """Until when, in the zone of the number."""
    case = replace(CASE, state=State.PAUSED, budget=tries(600, 300, 60))

    text = without_moments(render_notice(notice(Reason.BUDGET_USED_UP, case), ALONE, "id"))
    assert text.split("\n\n")[1] == (
        "Bot tidak menerima kode untuk nomor ini sampai pukul 14.00 WIB, agar tidak dikunci WhatsApp. "
        "Tanyakan kepada pelanggan apakah kodenya dari pesan terbaru dan ponsel yang benar, "
        "dan apakah telepon lebih lancar daripada SMS. "
        "Atau izinkan satu lagi: <code>/extend 12</code>."
    )


def test_whole_text_of_something_buried() -> None:
    """Even of an update that belongs to no case."""
    told = notice(Reason.BURIED, Case(chat_id=5), code="Show", message="flood limit")

    assert render_notice(told, ALONE, "en") == (
        "<b>Given up</b>\n"
        "\n"
        "Something could not be carried out, however often it was tried: <code>Show</code>, flood limit. "
        "The customer may be waiting for an answer: look at the case, and write to them if need be."
    )


# --- How the bot introduces itself


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_those_that_are_understood(language: str) -> None:
    """What Telegram offers is what `bot.reading` reads, within Telegram's limits."""
    offered = commands(language)

    assert {name for name, _ in offered} == {"start", *_COMMANDS}
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(text) <= 256 for name, text in offered)
    assert not re.search(r"[<>&{}]", "".join(text for _, text in offered))


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_fit(language: str) -> None:
    """Telegram's limits: 120 characters on the profile, 512 before Start; no markup there."""
    short, long = descriptions(language)

    assert 0 < utf16_length(short) <= 120
    assert 0 < utf16_length(long) <= 512
    assert not re.search(r"[<>&{}]", short + long)
