"""Screens: every one of them can be sent, says what it must, and promises nothing that is not so."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.buttons import LANGUAGES as LANGUAGE_BUTTONS
from bot.buttons import Button, data, press
from bot.cams.faults import CODES, FAMILIES, NUMBERS, UNRECOGNISED
from bot.cams.phrases import CLEAR, VAGUE
from bot.flow import policy
from bot.flow.effects import Helped, Note, Screen, Show
from bot.flow.listing import page_of
from bot.flow.model import Budget, Case, Fault, Offers, State
from bot.telegram.moments import without_moments
from bot.telegram.screens import COUNTED, UNCOUNTED, render
from bot.telegram.views import View
from bot.telegram.words import LANGUAGES, say
from sandbox.telegram.markup import parse_html, utf16_length
from tests.telegram.everything import (
    CASE,
    HELPED,
    LINK,
    NOW,
    OF_COLLEAGUES,
    OF_ONE_CHAT,
    OUR_CASES,
    OURS,
    PHONE,
    UNINVITED,
    everything,
    tries,
)

pytestmark = pytest.mark.xdist_group("screens")

LONGEST_TEXT = 4096
LONGEST_DATA = 64
LONGEST_AIM = 900
"""UTF-16 units that fit on a phone's screen; the privacy page below a note is the longest."""


def view(screen: Screen, case: Case = CASE, note: Note | None = None, language: str = "en") -> View:
    """The view of a screen."""
    link = LINK if screen is Screen.COLLEAGUE_LINK else ""
    helped = HELPED if screen in OF_COLLEAGUES else Helped()
    page = page_of([case, OF_ONE_CHAT[1]])
    case = replace(case, language=language)
    return render(Show(case=case, screen=screen, at=NOW, note=note, page=page, link=link, helped=helped))


def said(screen: Screen, case: Case = CASE, note: Note | None = None, language: str = "en") -> str:
    """The text of a screen, with times as they are said."""
    return without_moments(view(screen, case, note, language).text)


def buttons(view: View) -> list[Button]:
    """What a view's buttons mean."""
    pressed = [press(carried) for row in view.buttons for _, carried in row]
    return [each.button for each in pressed if each is not None]


# --- All of them


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_can_be_sent(language: str) -> None:
    """Telegram takes it: markup it knows, tags balanced, not too long, every button with a label and data that fit."""
    for show, view, shown in everything(language):
        assert 0 < utf16_length(shown.text) <= LONGEST_AIM < LONGEST_TEXT, show
        assert {entity["type"] for entity in shown.entities} <= {"bold", "date_time"}, show
        assert set(re.findall(r"&[^ ]*", view.text)) == set(), show
        assert not re.search(r"[{}]|\$|None|\n{3}|  |^\s|\s$|[\u2066-\u2069]", shown.text), show
        for label, carried in (pair for row in view.buttons for pair in row):
            assert 0 < utf16_length(label) <= 28, show
            assert 0 < len(carried.encode()) <= LONGEST_DATA, show
        assert all(view.buttons), show
        assert not (view.buttons and view.share_contact), show


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_means_what_it_says(language: str) -> None:
    """What a press carries names the case and the button that the label belongs to; of a list, the number's case."""
    for show, view, _ in everything(language):
        for label, carried in (pair for row in view.buttons for pair in row):
            pressed = press(carried)

            assert pressed is not None
            if pressed.button is Button.THIS_NUMBER:
                assert label in names_of(pressed.case_id, language)
                continue
            about = show.page.goes_on_after if pressed.button is Button.MORE_NUMBERS else show.case.id
            assert (pressed.case_id, label) == (about, say(language, f"button-{pressed.button}"))


def names_of(case_id: int, language: str) -> set[str]:
    """What a number of the list may be called, alone or beside one that ends alike."""
    (case,) = {case for case in (*OF_ONE_CHAT, CASE) if case.id == case_id}
    number, digits = str(case.id), case.phone[-4:]
    if not digits:
        return {say(language, "number-called-case", case=number)}
    return {
        say(language, "number-called", digits=digits),
        say(language, "number-called-both", digits=digits, case=number),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_stands_above_its_screen(language: str) -> None:
    """What just happened is read first; the screen below it is the same as ever."""
    for note in set(Note) - {Note.MANY_MESSAGES, Note.WHAT_WE_KEEP, Note.REFUSED, Note.OTHER_NUMBER_VERIFIED}:
        plain = view(Screen.ASK_CODE, language=language)
        noted = view(Screen.ASK_CODE, note=note, language=language)

        assert noted == replace(plain, text=f"{say(language, f'note-{note}')}\n\n{plain.text}")


def test_good_news_of_another_number_says_which() -> None:
    """By its last four digits, above the screen of the number that the customer has gone on with; not «live»."""
    show = Show(case=CASE, screen=Screen.ASK_CODE, at=NOW, note=Note.OTHER_NUMBER_VERIFIED, other_phone="6289876543210")
    note, _, rest = render(show).text.partition("\n\n")

    assert note.startswith("Your number •••• 3210 from before is verified after all. It is not live yet")
    assert rest == view(Screen.ASK_CODE).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_blamed(language: str) -> None:
    """No apologies that mean nothing, no reproach, no exclamation mark, no emoji."""
    blaming = re.compile(
        r"oops|ups\b|sorry|maaf|error|invalid|fail|gagal|your (?:fault|mistake)|salah Anda|[!！]"
        "|抱歉|对不起|對不起|失败|失敗|错误|錯誤|您的错|您的錯|非法",
        re.IGNORECASE,
    )
    texts = {shown.text for _, _, shown in everything(language)}

    assert [text for text in texts if blaming.search(text)] == []
    assert [text for text in texts if re.search(r"[\u2600-\u27bf\U0001f000-\U0001ffff]", text)] == []


def test_only_pages_go_without_a_way_on() -> None:
    """Every screen has a button that leads on, but where one writes, or waits for seconds, or a colleague is done."""
    without = {screen for screen in Screen if not view(screen).buttons}

    done = {Screen.COLLEAGUE_VERIFIED, Screen.COLLEAGUE_REFUSED, Screen.COLLEAGUE_OVER}
    seconds = {Screen.PREPARING, Screen.REQUESTING, Screen.CHECKING, Screen.COLLEAGUE_CHECKING}
    assert without == {Screen.ASK_NUMBER, *seconds, *done}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "screen",
    set(Screen)
    - {Screen.NEED_INVITATION, Screen.ASK_NUMBER, Screen.HELP, Screen.PRIVACY, Screen.VERIFY, Screen.LANGUAGE}
    - {Screen.MY_DATA, Screen.MY_DATA_LATER, Screen.NOTHING_KEPT}
    - {Screen.FORGET, Screen.FORGET_LATER, Screen.FORGOTTEN},
)
def test_a_card_shows_which_number_it_is_about(screen: Screen, language: str) -> None:
    """A customer with several numbers tells the cards apart by the last four digits, whatever note is above."""
    assert [note for note in (None, *Note) if "7890" not in view(screen, note=note, language=language).text] == []


# --- What people wrote


@example(r"</b>&lt;{ $x }\n", "1 < 2 & 3")
@given(st.text(max_size=200), st.text(max_size=6))
def test_a_label_is_only_ever_text(label: str, reference: str) -> None:
    """A label or a reference with markup in it is shown as it was written."""
    case = replace(CASE, label=label, reference=reference, fault=Fault.UNRECOGNISED)
    confirm = parse_html(view(Screen.CONFIRM_NUMBER, case, Note.REFUSED).text)

    assert {(entity["type"], entity["length"]) for entity in confirm.entities} == {("bold", 34), ("bold", 17)}
    assert utf16_length(confirm.text) < 600


# --- What each must say


def test_without_an_invitation_nothing_is_asked_for() -> None:
    """A stranger finds no way to a question, and no person to press for."""
    assert buttons(view(Screen.NEED_INVITATION, UNINVITED)) == [Button.LANGUAGE, Button.HELP, Button.VERIFY]
    assert buttons(view(Screen.HELP, UNINVITED)) == [Button.LANGUAGE, Button.PRIVACY, Button.VERIFY]
    assert buttons(view(Screen.PRIVACY, UNINVITED)) == [Button.HELP]


def test_number_of_the_invitation_cannot_be_changed() -> None:
    """Who was invited for a number is offered a person, not another number."""
    own, expected = CASE, replace(CASE, expected_phone=PHONE)

    assert buttons(view(Screen.CONFIRM_NUMBER, own)) == [Button.YES, Button.CHANGE_NUMBER]
    assert buttons(view(Screen.CONFIRM_NUMBER, expected)) == [Button.YES, Button.PERSON]
    assert buttons(view(Screen.CODE_WANTED, own)) == [Button.CHANGE_NUMBER, Button.PERSON]
    assert buttons(view(Screen.CODE_WANTED, expected)) == [Button.PERSON]
    assert buttons(view(Screen.PAUSED, own)) == [Button.CHANGE_NUMBER, Button.PERSON, Button.CANCEL]
    assert buttons(view(Screen.PAUSED, expected)) == [Button.PERSON, Button.CANCEL]


@pytest.mark.parametrize("fault", Fault)
def test_another_number_is_offered_where_it_may_help(fault: Fault) -> None:
    """What lies with us or the provider holds every number up."""
    own, expected = replace(CASE, fault=fault), replace(CASE, fault=fault, expected_phone=PHONE)

    offered = [] if fault in policy.SHARED else [Button.CHANGE_NUMBER]
    assert buttons(view(Screen.HELD, own)) == [*offered, Button.STATUS, Button.PERSON]
    assert buttons(view(Screen.HELD, expected)) == [Button.STATUS, Button.PERSON]


def test_steps_are_counted_from_what_the_customer_does() -> None:
    """Where the invitation brings the number along, there are two steps and not three."""
    expected = replace(CASE, expected_phone=PHONE)

    assert "Step 1 of 3" in view(Screen.ASK_NUMBER).text
    assert "Step 2 of 3" in view(Screen.CONFIRM_NUMBER).text
    assert "Step 3 of 3" in view(Screen.ASK_CODE).text
    assert "Step 1 of 2" in view(Screen.CONFIRM_NUMBER, expected).text
    assert "Step 2 of 2" in view(Screen.ASK_CODE, expected).text


@pytest.mark.parametrize(
    ("ago", "english", "indonesian"),
    [
        ((), "You have 3 tries left.", "Sisa percobaan: 3."),
        ((600,), "You have 2 tries left.", "Sisa percobaan: 2."),
        (
            (600, 300),
            "You have one try left. Another miss pauses this number until 13:50 Jakarta time.",
            "Sisa percobaan: 1. Jika belum berhasil, nomor ini dijeda sampai pukul 13.50 WIB.",
        ),
        (
            (50_000, 49_000, 48_000, 40_000, 39_000),
            "Another miss pauses this number until 23:06 Jakarta time.",
            "Jika belum berhasil, nomor ini dijeda sampai pukul 23.06 WIB.",
        ),
        (
            (600, 300, 60),
            "You have no try left until 13:50 Jakarta time.",
            "Tidak ada sisa percobaan sampai pukul 13.50 WIB.",
        ),
    ],
)
def test_tries_left_are_told_with_what_the_next_miss_would_mean(
    ago: tuple[int, ...], english: str, indonesian: str
) -> None:
    """Before the last try the customer knows until when a miss would pause the number."""
    case = replace(CASE, budget=tries(*ago))

    assert said(Screen.ASK_CODE, case).endswith(english)
    assert said(Screen.ASK_CODE, case, language="id").endswith(indonesian)


@pytest.mark.parametrize("language", LANGUAGES)
def test_verified_is_never_called_live(language: str) -> None:
    """The number has not moved: whatever is said of being live or active is that it is not, yet."""
    for note in (None, *Note):
        text = parse_html(view(Screen.VERIFIED, note=note, language=language).text).text
        sentences = re.split(r"(?<=[.:])\s|(?<=[。：])", text)
        live = r"\blive\b|\bactive\b|\baktif\b|\bmoved\b|启用|啟用|上线|上線|生效"
        claims = [each for each in sentences if re.search(live, each, re.IGNORECASE)]

        assert claims
        assert all(re.search(r"\bnot\b.*\byet\b|\bbelum\b|尚未|还没有|還沒有", claim) for claim in claims)
    text = view(Screen.VERIFIED, language=language).text
    done = r"\b(?:done|finished|completed?|selesai|berhasil|sukses)\b|已完成|成功"
    assert not re.search(done, text, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_of_failure_while_the_outcome_is_unknown(language: str) -> None:
    """The settling screen speaks of neither success nor failure, and asks for no further code."""
    for reads in range(9):
        shown = view(Screen.SETTLING, replace(CASE, reads=reads), language=language)

        result = r"verified|terverifikasi|wrong|refus|ditolak|tidak berhasil|通过|通過|正确|正確|拒绝|拒絕|未接受"
        assert not re.search(result, shown.text, re.IGNORECASE)
        assert buttons(shown) == [Button.STATUS, Button.PERSON]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_try_was_used_is_said_only_where_it_is_known(language: str) -> None:
    """A code that was handed in may have cost a try, whatever became of it."""
    free = re.compile(r"no try|tidak ada percobaan|percobaan tidak|没有用掉|沒有用掉", re.IGNORECASE)
    for reads in range(9):
        assert not free.search(view(Screen.SETTLING, replace(CASE, reads=reads), language=language).text)
    assert not free.search(view(Screen.CHECKING, language=language).text)
    in_line = Show(case=replace(CASE, language=language), screen=Screen.CHECKING, at=NOW, place_in_line=21, wait=3)
    assert free.search(render(in_line).text)


def test_who_waits_in_line_is_told_their_place() -> None:
    """And how long it takes."""
    show = Show(case=CASE, screen=Screen.CHECKING, at=NOW, place_in_line=1_234, wait=124)

    assert "Yours is number 1,234 in line, so it takes about 124 seconds." in render(show).text


def test_after_the_ladder_the_customer_reads_that_it_takes_long() -> None:
    """From when on staff know of it too."""
    early, late = (view(Screen.SETTLING, replace(CASE, reads=reads)).text for reads in (5, 6))

    assert "our team has been told" not in early
    assert "We look every few minutes, and our team has been told." in late


def test_a_pause_says_whose_it_is_and_until_when() -> None:
    """Ours, because the tries are used up, or WhatsApp's; each with the hour of the number's own zone."""
    ours = replace(CASE, state=State.PAUSED, fault=Fault.WRONG_CODE)
    theirs = replace(CASE, state=State.PAUSED, fault=Fault.TOO_MANY_TRIES, deadline=NOW + policy.DAY)

    assert "Its tries are used up for now. The pause lasts until 14:00 Jakarta time" in said(Screen.PAUSED, ours)
    assert "We wait until 25 November, 13:00 Jakarta time" in said(Screen.PAUSED, theirs)


@pytest.mark.parametrize(
    ("phone", "misses", "checks", "first"),
    [
        ("6281234567890", 0, ("SMS from abroad",), Button.SEND_SMS),
        ("6281234567890", 2, ("Somebody takes the call",), Button.CALL_ME),
        ("622150851234", 0, ("Somebody takes the call",), Button.CALL_ME),
        ("18005550123", 0, ("Somebody takes the call", "If this number has a phone menu"), Button.CALL_ME),
        ("447000000000", 0, ("advises against both", "Somebody takes the call"), Button.CALL_ME),
    ],
)
def test_the_checklist_is_that_of_the_number(phone: str, misses: int, checks: tuple[str, ...], first: Button) -> None:
    """What spoils a code, by the way that suits the number; and of two-step verification who ends it, and where."""
    case = replace(OUR_CASES[1], phone=phone, sms_requests=misses)
    shown = view(Screen.READY, case)
    lines = [line for line in shown.text.split("\n") if line.startswith("– ")]

    assert buttons(shown)[0] is first
    assert all(check in shown.text for check in checks)
    assert len(lines) == 2 + ("phone menu, have" in shown.text)
    assert "your current provider or an admin of yours" in lines[-1]
    assert "Account tools › Phone numbers" in lines[-1]


def test_who_may_go_on_is_told_until_when() -> None:
    """A button that would lead nowhere is not offered: with the invitation ended, a new link is what helps."""
    ended = replace(CASE, invitation_expires_at=NOW)
    for screen in (Screen.CANCELLED, Screen.EXPIRED):
        assert "until 29 November, 13:00 Jakarta time" in said(screen)
        assert buttons(view(screen)) == [Button.RESUME, Button.PERSON]
        assert "ask your vendor for a new link" in view(screen, ended).text
        assert buttons(view(screen, ended)) == [Button.PERSON]
    closed = view(Screen.CANCELLED, replace(CASE, closed_at=NOW))
    assert ("Our team can open it again" in closed.text, buttons(closed)) == (True, [Button.PERSON])


def test_languages_are_offered_in_their_own_names() -> None:
    """Whichever language the page is in, it is the same, so that everybody finds theirs."""
    pages = {view(Screen.LANGUAGE, language=language).text for language in LANGUAGES}

    assert pages == {"Choose a language:\nPilih bahasa:\n请选择语言：\n請選擇語言："}
    assert buttons(view(Screen.LANGUAGE)) == list(LANGUAGE_BUTTONS)
    assert [[label for label, _ in row] for row in view(Screen.LANGUAGE, language="id").buttons] == [
        ["English", "Bahasa Indonesia"],
        ["简体中文", "繁體中文"],
    ]


# --- Faults


def test_what_is_said_of_tries_is_what_the_catalogue_says() -> None:
    """«No try was counted» and «this counts» are said of a fault only where every code of the provider agrees."""
    rows = [UNRECOGNISED, *CODES.values(), *NUMBERS.values()]
    rows += [family.row for family in FAMILIES] + [phrase.row for phrase in (*CLEAR, *VAGUE)]
    used = {fault: {row.try_used for row in rows if row.fault is fault} for fault in Fault}

    assert {fault for fault in Fault if True not in used[fault]} == UNCOUNTED
    assert {fault for fault in Fault if used[fault] == {True}} >= COUNTED


@pytest.mark.parametrize(
    ("fault", "ago", "said"),
    [
        (Fault.WRONG_CODE, (5,), "That was not the right code. This counts as one try."),
        (Fault.WRONG_CODE, (), "That was not the right code. No try was counted."),
        (Fault.TWO_STEP_ON, (5,), "Turn off. No try was counted."),
        (
            Fault.CODE_EXPIRED,
            (0,),
            "The code was too old: a code is good for about 10 minutes. This counts as one try.",
        ),
        (Fault.CODE_EXPIRED, (5,), "The code was too old: a code is good for about 10 minutes. No try was counted."),
        (Fault.CODE_EXPIRED, (), "The code was too old: a code is good for about 10 minutes. No try was counted."),
        (Fault.CODE_EXPIRED, (policy.DAY,), "a code is good for about 10 minutes. No try was counted."),
        (None, (0,), "Our team is looking into it. This counts as one try."),
    ],
)
def test_a_refusal_says_whether_a_try_was_counted_where_that_is_known(
    fault: Fault | None, ago: tuple[int, ...], said: str
) -> None:
    """Known from the fault, or from the number's budget: a code that was refused just now counts from now on."""
    case = replace(CASE, fault=fault, budget=tries(*ago))
    note, _, _ = view(Screen.ASK_CODE, case, Note.REFUSED).text.partition("\n\n")

    assert note.endswith(said)


def test_of_a_hold_that_is_older_nothing_is_said_that_nobody_knows() -> None:
    """Whether the code before it counted is told when it was refused; later its try looks like any other."""
    held = replace(CASE, state=State.HELD, fault=Fault.PROGRAM, budget=tries(60))
    said_then = view(Screen.HELD, replace(held, hold_told_at=NOW)).text
    said_later = view(Screen.HELD, replace(held, hold_told_at=NOW - 60)).text

    assert "No try was counted" in said_then
    assert "counted" not in said_later


def test_no_card_offers_a_code_that_cannot_be_sent_yet() -> None:
    """While the number must wait, the card says from when on, and has no button that would send one."""
    case = replace(OURS, is_prepared=True, budget=Budget(requests=(NOW - 20,)))
    shown = view(Screen.READY, case)

    assert {Button.SEND_SMS, Button.CALL_ME}.isdisjoint(buttons(shown))
    assert "can be sent from 13:01 Jakarta time on" in parse_html(shown.text).text


def test_a_refused_move_is_told_with_who_sees_to_it() -> None:
    """The customer learns that the number is not live and why; that no code is needed goes without saying."""
    case = replace(CASE, state=State.VERIFIED, fault=Fault.REGISTER_LIMIT, reference="A1B2C3", budget=tries(0))

    assert view(Screen.VERIFIED, case).text == (
        "<b>Verified</b> · •••• 7890\n"
        "\n"
        "WhatsApp has confirmed that this number is yours. It is not live with its new provider yet: the last step has "
        "been refused.\n"
        "\n"
        "WhatsApp allows only so many attempts to move a number within three days, so we have to wait. No try was "
        "counted. If you talk to a person, mention A1B2C3.\n"
        "\n"
        "Our team has been told and sees to that step; we write to you when it is done. Until then WhatsApp keeps "
        "working with your current provider."
    )


def test_a_refusal_gives_the_reference_to_quote() -> None:
    """Who asks a person has something by which the very answer is found."""
    case = replace(CASE, fault=Fault.UNRECOGNISED, reference="A1B2C3")

    assert "If you talk to a person, mention A1B2C3." in view(Screen.ASK_CODE, case, Note.REFUSED).text
    assert "Jika menghubungi petugas, sebutkan A1B2C3." in view(Screen.HELD, case, language="id").text


def test_on_hold_says_who_goes_on() -> None:
    """What we look after ourselves goes on by itself; otherwise the team lets the customer know."""
    probed, staff = replace(CASE, fault=Fault.PROVIDER_DOWN), replace(CASE, fault=Fault.NOT_MIGRATING)

    assert "We look again every few minutes and write to you" in view(Screen.HELD, probed).text
    assert "Our team has been told and will let you know" in view(Screen.HELD, staff).text


# --- Whole texts


def test_whole_text_of_a_first_question() -> None:
    """The first card of an invitation with a number, in Indonesian."""
    case = replace(CASE, state=State.CONFIRMING_NUMBER, expected_phone=PHONE, label="PT Maju & Jaya")

    assert view(Screen.CONFIRM_NUMBER, case, language="id") == View(
        "<b>Apakah nomor ini yang akan dipindahkan?</b>\n"
        "Langkah 1 dari 2\n"
        "\n"
        "<b>+62 812-3456-7890</b>\n"
        "Untuk: PT Maju &amp; Jaya\n"
        "\n"
        "Nomor ini berasal dari undangan Anda. Jika keliru, silakan hubungi petugas.",
        ((("Ya, benar", data(Button.YES, case)), ("Hubungi petugas", data(Button.PERSON, case))),),
    )


def test_whole_text_of_the_question_for_a_number() -> None:
    """It has the button that shares a number, and says whose number that is."""
    assert view(Screen.ASK_NUMBER, replace(CASE, phone="")) == View(
        "<b>Which number is moving?</b>\n"
        "Step 1 of 3\n"
        "\n"
        "Type the WhatsApp Business number that is moving, with its country code, for example +62 812 3456 7890.\n"
        "\n"
        "The button below shares the number of <b>this Telegram account</b>. "
        "Use it only if that is the number that is moving.",
        share_contact="Share my Telegram number",
    )


def test_whole_text_after_a_wrong_code() -> None:
    """What happened, whether it counts, what to quote, what to do, and what a further miss would mean."""
    case = replace(CASE, fault=Fault.WRONG_CODE, reference="A1B2C3", budget=tries(600, 300))

    assert said(Screen.ASK_CODE, case, Note.REFUSED) == (
        "That was not the right code. This counts as one try. If you talk to a person, mention A1B2C3.\n"
        "\n"
        "<b>Send the code from WhatsApp</b> · •••• 7890\n"
        "Step 3 of 3\n"
        "\n"
        "Please compare it with the newest SMS and send it again. If that SMS is more than 10 minutes old, or was the "
        "one you sent, press “I need a code” and use only the new code.\n"
        "\n"
        "You have one try left. Another miss pauses this number until 13:50 Jakarta time."
    )


def test_whole_text_of_the_good_news_after_a_wait() -> None:
    """Verified, not live, nothing to do: in Indonesian."""
    assert view(Screen.VERIFIED, note=Note.LATE, language="id").text == (
        "Prosesnya lebih lama dari seharusnya. Berikut hasilnya.\n"
        "\n"
        "<b>Terverifikasi</b> · •••• 7890\n"
        "\n"
        "WhatsApp sudah memastikan bahwa nomor ini milik Anda.\n"
        "\n"
        "Nomor ini belum aktif di penyedia barunya: langkah terakhir dikerjakan oleh tim kami. "
        "Sampai saat itu, WhatsApp tetap berjalan lewat penyedia Anda yang sekarang.\n"
        "\n"
        "Untuk saat ini Anda tidak perlu melakukan apa pun."
    )


def test_whole_text_of_a_late_answer() -> None:
    """The bad day: what we know, that it costs one try at most, and that nothing is to be done."""
    assert view(Screen.SETTLING).text == (
        "<b>The answer is late</b> · •••• 7890\n"
        "\n"
        "We are finding out what became of your code. It was handed in once and will not be handed in again, so it "
        "costs one try at most.\n"
        "\n"
        "There is nothing you need to do. Please don’t send the code again; we write as soon as we know."
    )


def test_whole_text_of_the_help_page() -> None:
    """Every command but Start, which whoever reads this has pressed."""
    assert view(Screen.HELP, language="id").text == (
        "<b>Kegunaan bot ini</b>\n"
        "\n"
        "Bot ini menyerahkan kode yang dikirim WhatsApp kepada Anda, agar nomor WhatsApp Business Anda bisa "
        "dipindahkan ke Alibaba Cloud. Kami tidak pernah meminta kode login Telegram, kode bank, kata sandi, "
        "atau PIN dua langkah.\n"
        "\n"
        "/status – lihat status\n"
        "/numbers – lihat semua nomor Anda, dan pilih salah satu\n"
        "/resend – minta kode, atau kode baru\n"
        "/human – hubungi petugas\n"
        "/language – ganti bahasa\n"
        "/cancel – berhenti\n"
        "/privacy – apa yang kami simpan, dan untuk apa\n"
        "/mydata – minta salinan data yang kami simpan tentang Anda\n"
        "/forgetme – minta data dihapus\n"
        "/verify – pastikan bot ini asli\n"
        "/help – kegunaan bot ini\n"
        "\n"
        "Setiap tombol juga bisa diketik."
    )


def test_a_reminder_promises_no_code_before_one_can_be_sent() -> None:
    """Three were sent today: the next one is sent tomorrow, and the reminder offers none before."""
    spent = Budget(requests=(NOW - 4_000, NOW - 3_000, NOW - 2_000))
    case = replace(CASE, state=State.READY, offers=Offers(code_request=True), is_prepared=True, budget=spent)
    shown = view(Screen.NUDGE, case)

    assert not {Button.SEND_SMS, Button.CALL_ME} & set(buttons(shown))
    assert {Button.SEND_SMS, Button.CALL_ME} <= set(buttons(view(Screen.NUDGE, replace(case, budget=Budget()))))
