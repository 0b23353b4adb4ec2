"""The customer's whole journey, path by path, as somebody walks it on the demo page."""

import pytest
from playwright.sync_api import expect

from tests.sandbox.browser.player import PATIENCE, Player

pytestmark = [pytest.mark.xdist_group("page"), pytest.mark.timeout(60)]

MOST_ACTS = 4
"""From the link to «verified» on a good day, with an invitation that carries the number."""

WORDS = 3
"""In a phrase."""

ACCEPTED = "WhatsApp did not accept the code"
COUNTED = ("This counts as one try", "compare it with the newest SMS", "You have 2 tries left")


def test_the_good_path_takes_four_acts(player: Player) -> None:
    """The link, «yes», «send the SMS», the SMS pasted: the rest comes by itself. The code is deleted from the chat."""
    player.has_it_sent()
    player.pastes()
    player.reads("Verified")
    assert player.acts == ["open-link", "tap", "tap", "say"]
    assert len(player.acts) <= MOST_ACTS
    expect(player.page.locator("#chat .gone")).to_have_text("Deleted by the bot")
    player.sees_it_live()


def test_a_number_can_be_shared_with_the_button_for_it(player: Player) -> None:
    """An invitation without a number brings up Telegram's own keyboard, which goes when it was used."""
    page = player.page
    player.button("or one without the number in it").click()
    page.locator("#keyboard button").click()
    player.taps("Yes, that’s it")
    expect(page.locator("#keyboard")).to_be_hidden()
    expect(page.locator("#chat .media.contact")).to_contain_text("+62812")
    player.taps("Send the SMS")
    player.receives(1)
    player.pastes()
    player.sees_it_live()


def test_no_sms_comes_and_a_call_does(player: Player) -> None:
    """Who waits in vain is told when another code can be had, and gets it by a call: the digits heard are enough."""
    player.turns("sms-lost", on=True)
    player.comes_to_the_phone()
    player.taps("Send the SMS")
    player.taps("I need a code")
    player.reads("Another code", "Another code can be sent in a minute, at ")
    player.skips("+1 min")
    player.taps("I need a code")
    player.taps("Call this number")
    player.receives(1, "Call from WhatsApp")
    player.pastes()
    player.sees_it_live()


def test_a_wrong_code_then_the_right_one(player: Player) -> None:
    """A finger slips: that costs one of three tries, and the same SMS, sent right, still works."""
    player.has_it_sent()
    player.turns("wrong-code", on=True)
    player.pastes()
    player.reads("Send the code from WhatsApp", ACCEPTED, *COUNTED)
    player.turns("wrong-code", on=False)
    player.pastes()
    player.sees_it_live()


def test_a_code_that_is_too_old_then_a_new_one(player: Player) -> None:
    """WhatsApp does not take it; another is sent, and only that one counts."""
    player.turns("expired-code", on=True)
    player.has_it_sent()
    player.pastes()
    player.reads("Send the code from WhatsApp", ACCEPTED, *COUNTED)
    player.turns("expired-code", on=False)
    player.skips("+1 min")
    player.taps("I need a code")
    player.taps("Send the SMS")
    player.receives(2)
    player.pastes(2)
    player.sees_it_live()


def test_the_account_is_not_approved_yet(player: Player) -> None:
    """That is said before any code is sent; one tap asks WhatsApp again."""
    player.turns("under-review", on=True)
    player.agrees()
    player.reads("Before the code", "WhatsApp has not approved the business account yet")
    player.turns("under-review", on=False)
    player.taps("Look again")
    player.taps("Send the SMS")
    player.receives(1)
    player.pastes()
    player.sees_it_live()


def test_the_phone_is_elsewhere_and_a_better_time_is_chosen(player: Player) -> None:
    """No code is sent before that time; then the question for the phone comes by itself."""
    player.comes_to_the_phone()
    player.taps("Not now")
    player.reads("When shall we ask you again?")
    player.taps("In an hour")
    player.reads("We will ask you again", "No code is sent before")
    player.skips("+1 h")
    player.reads("Is the phone in your hand?", "It is nearly the time that you chose")
    expect(player.page.locator("#received li")).to_have_count(0)
    player.taps("Send the SMS")
    player.receives(1)
    player.pastes()
    player.sees_it_live()


@pytest.mark.parametrize("name", ["timeout-worked", "reset-not-worked"])
def test_an_answer_gets_lost_and_the_truth_is_found_out(player: Player, name: str) -> None:
    """Nothing is called a failure before it is one; if the code did not go through, another one may be had."""
    player.has_it_sent()
    player.turns(name, on=True)
    player.pastes()
    player.reads("The answer is late", "costs one try at most", "nothing you need to do")
    player.turns(name, on=False)
    for _ in range(2):  # The reads come after 2, 5, 10, 20 and 40 seconds, each from the answer to the one before.
        player.skips("+1 min")
    if name == "timeout-worked":
        player.sees_it_live()


def test_telegram_goes_down_and_nothing_is_lost(player: Player) -> None:
    """What was sent meanwhile is read afterwards."""
    player.has_it_sent()
    player.turns("telegram-down", on=True)
    player.pastes()
    expect(player.page.locator("#hint-text")).to_contain_text("Telegram is down", timeout=PATIENCE)
    player.turns("telegram-down", on=False)
    player.skips("+1 min")
    player.sees_it_live()


def test_a_colleague_has_the_phone_and_enters_the_code(player: Player) -> None:
    """The customer hands a link on; the colleague is asked one thing; both read what came of it."""
    player.has_it_sent()
    player.taps("Let a colleague enter it")
    player.reads("A link for your colleague")
    player.page.locator("#chat .buttons button").filter(has_text="Send").first.click()
    people = player.page.locator("#people button")
    expect(people.last).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    player.pastes()
    player.reads("Verified")
    people.first.click()
    player.reads("Verified", "not live")


def test_ones_data_can_be_had_and_erased(player: Player) -> None:
    """The notice comes before the first question; the copy is a file in the chat; erasing asks, and gives a receipt."""
    player.opens_link()
    player.reads("Is this the number that is moving?", "The code is erased once it is handed in")
    player.writes("/mydata")
    expect(player.page.locator("#chat .media.document")).to_contain_text("my-data.json")
    player.writes("/forgetme")
    player.reads("Erase your data?", "It cannot be undone")
    player.taps("Yes, erase everything")
    player.reads("Your data is erased", "Reference:")
    player.writes("/mydata")
    player.reads("Nothing to send or erase")


def test_with_a_person_and_back(player: Player) -> None:
    """What the customer writes stands in the case's topic, what staff answer there comes to them; then as before."""
    page, staff = player.page, player.page.locator("#staff")
    player.comes_to_the_phone()
    player.taps("Talk to a person")
    player.reads("Our team has been told", "A person of our team answers you here")
    page.locator("#text").fill("Which phone do you mean?")
    page.locator("#text").press("Enter")
    expect(staff.locator(".message", has_text="Which phone do you mean?")).to_be_visible(timeout=PATIENCE)
    expect(staff.locator(".pinned").last).to_be_visible()
    page.locator("#staff-text").fill("The one with the SIM.")
    page.locator("#staff-text").press("Enter")
    player.reads("Our team", "The one with the SIM.")
    staff.get_by_role("button", name="Back to the bot").last.click()
    player.reads("Is the phone in your hand?", "You are with the bot again")


def test_the_phrase_is_shown_before_anything_is_asked(player: Player) -> None:
    """The customer compares it with what they were told by another way; `/verify` says the same one, and how to check.

    To whom no link was sent, nothing is asked at all.
    """
    player.opens_link()
    opened = player.reads("First, check that it is us", "If it differs, or nobody told you one, answer nothing here")
    phrase = opened.partition("It must be this: ")[2].partition(".")[0]
    assert len(phrase.split()) == WORDS
    assert opened.index(phrase) < opened.index("Is this the number that is moving?")
    player.writes("/verify")
    player.reads("How to check this bot", f"The phrase: {phrase}", "We never ask for Telegram login codes")
    assert player.acts == ["open-link", "say"]


def test_a_customer_moves_between_two_numbers(player: Player) -> None:
    """The list says where each stands; what is tapped, sent for and pasted is for the number that was chosen."""
    page = player.page
    player.comes_to_the_phone()
    first = page.locator("#phone-about").inner_text()[-4:]
    player.button("One more number").click()
    expect(player.hint()).to_contain_text("a link for one more number", timeout=PATIENCE)
    second = page.locator("#phone-about").inner_text()[-4:]
    player.button("Open the newest invitation link again").click()
    player.reads("Is this the number that is moving?", second)
    player.writes("my numbers")
    player.reads(
        "Your numbers", f"Number {first} · ", ": ready for a code", f"Number {second} · ", "waits for your “yes”"
    )
    player.taps(f"Number {first}")
    player.reads("Is the phone in your hand?", "You are on this number now", first)
    player.taps("Send the SMS")
    player.receives(1)
    expect(page.locator("#received .to")).to_contain_text(first)
    player.pastes()
    player.reads("Verified", first)
    player.writes(second)
    player.reads("Is this the number that is moving?", "You are on this number now", second)
    player.taps("Yes, that’s it")
    player.reads("Is the phone in your hand?", second)
    player.taps("Send the SMS")
    player.receives(2)
    player.pastes(2)
    player.sees_it_live()


def test_who_is_silent_is_reminded_and_comes_back_to_the_same_place(player: Player) -> None:
    """A reminder the same day; who blocks the bot has peace, and staff know; the link leads on from where they were."""
    player.waits_for_the_morning()
    player.comes_to_the_phone()
    for _ in range(4):
        player.skips("+1 h")
    player.reads("Still waiting for you", "All is ready for a code", "Not now")
    player.button("Block the bot").click()
    player.staff_read("Customer cannot be reached")
    said = player.page.locator("#chat .theirs").count()
    player.skips("+1 day")
    expect(player.hint()).to_contain_text("You have blocked the bot")
    assert player.page.locator("#chat .theirs").count() == said
    player.button("Open the newest invitation link again").click()
    player.reads("Is the phone in your hand?", "You are back, and messages from us reach you again")
    player.staff_read("Customer can be reached again")
    player.taps("Send the SMS")
    player.receives(1)
    player.pastes()
    player.sees_it_live()
