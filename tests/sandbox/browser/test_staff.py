"""The staff's side, path by path, as somebody walks it in the demo page's staff group."""

import pytest
from playwright.sync_api import Locator, expect

from tests.sandbox.browser.player import PATIENCE, Player

pytestmark = [pytest.mark.xdist_group("page"), pytest.mark.timeout(60)]


def asks_for_a_person(player: Player) -> None:
    """Ask for one: staff read it, and have a topic for it."""
    player.comes_to_the_phone()
    player.before = player.page.locator("#staff .message").count()
    player.taps("Talk to a person")
    player.reads("Our team has been told")
    player.group_reads("Made the topic")
    player.group_reads("The customer is with a person")


def test_somebody_joins_the_staff_is_given_a_case_and_leaves_again(player: Player) -> None:
    """Being in the group gives nothing; a link does, once; an answer takes it away."""
    asks_for_a_person(player)
    player.staff_write("/cases", by="Rizal")
    player.staff_write("/staff add")
    invited = player.group_reads("Whoever opens this link first becomes an agent")
    expect(player.new_in_the_group("Cases, the newest first")).to_have_count(0)
    invited.locator(".body a").click()
    invited.get_by_role("button", name="Open as Rizal").click()
    player.group_reads("Rizal is now of the staff: agent")
    player.staff_write("/staff", by="Rizal")
    player.group_reads("Only administrators may do that")
    player.staff_write("I am here", by="Rizal", in_topic=True)
    mine = player.page.locator("#staff .message").filter(has_text="I am here").last
    player.staff_write("/assign", reply_to=mine)
    player.group_reads("Taken.")
    expect(player.page.locator("#staff .message").filter(has_text="In the hands of: Rizal").last).to_be_visible()
    player.staff_tap("Release", by="Rizal")
    player.group_reads("Released")
    player.staff_write("/staff remove", reply_to=mine)
    player.group_reads("Rizal is no longer of the staff")


def test_a_customer_is_taken_answered_and_given_back(player: Player) -> None:
    """The card is pinned and kept; an answer that staff have ready comes in the customer's language; then the bot."""
    page = player.page
    asks_for_a_person(player)
    player.staff_tap("Take")
    player.group_reads("Taken.")
    player.staff_write("/canned add hello en Good morning, how can we help?")
    player.group_reads("Kept: hello")
    player.staff_write("/canned", in_topic=True)
    player.group_reads("Answers at hand")
    player.staff_tap("hello")
    player.reads("Our team", "Good morning, how can we help?")
    topic = page.locator("#topics button").nth(1)
    topic.click()
    expect(page.locator("#pins")).to_contain_text("Pinned #case")
    expect(page.locator("#staff .message").filter(has_text="Kept: hello")).to_be_hidden()
    player.staff_tap("Back to the bot")
    player.group_reads("The bot goes on with the customer")
    player.reads("Is the phone in your hand?", "You are with the bot again")
    page.locator("#topics button").first.click()
    player.staff_write("/canned remove hello")
    player.group_reads("Dropped: hello")


def test_a_customer_is_invited_from_the_group(player: Player) -> None:
    """The link and the phrase are made there; who opens it finds the bot as any other customer does."""
    player.staff_write("/invite cams-2l9demo en Warung Baru")
    made = player.group_reads("Warung Baru", "the customer knows this bot from a copy")
    phrase = made.locator("code").last.inner_text()
    made.locator(".body a").click()
    made.get_by_role("button", name="Open as").first.click()
    player.reads("First, check that it is us", phrase)
    player.page.locator("#keyboard button").click()
    player.taps("Yes, that’s it")
    player.reads("Is the phone in your hand?")


def test_one_more_try_is_allowed(player: Player) -> None:
    """Three codes did not work: staff read that, look at the case and allow one more, which verifies the number."""
    player.has_it_sent()
    for code, left in (("271828", "You have 2 tries left"), ("314159", "You have one try left")):
        player.writes(code)
        player.reads("Send the code", left)
    player.writes("161803")
    player.reads("A pause")
    player.staff_read("Tries used up")
    player.staff_look_at_the_case()
    player.staff_tap("Allow one more")
    player.group_reads("One more code and one more try")
    player.reads("Another code", "Our team allows this number one more code, and one more try")


def test_the_move_is_ordered_by_staff(player: Player) -> None:
    """Told of it they look at the case, are asked whether, and confirm with the number's last four digits."""
    player.comes_new("asking")
    player.has_it_sent()
    player.pastes()
    player.reads("Verified")
    player.staff_read("Verified")
    case_id = player.staff_look_at_the_case()
    player.staff_tap("Let the number move")
    player.group_reads("there is no way back")
    digits = player.page.locator("#phone-about").inner_text()[-4:]
    player.staff_write(f"/register {case_id} {digits}")
    player.group_reads("The move of", "is ordered")
    player.booked("ordered the move")


def test_an_unknown_outcome_is_asked_about_at_once(player: Player) -> None:
    """Staff need not wait for the next step of the ladder."""
    player.has_it_sent()
    player.turns("timeout-not-worked", on=True)
    player.pastes()
    player.reads("The answer is late")
    player.staff_look_at_the_case()
    player.staff_tap("Ask WhatsApp now")
    player.group_reads("WhatsApp is being asked about")


def test_an_incident_is_one_message_which_says_when_it_is_over(player: Player) -> None:
    """What holds everybody up, and how many; staff say that it is mended, and the customer goes on."""
    player.before = player.page.locator("#staff .message").count()
    player.turns("product-unsubscript", on=True)
    player.agrees()
    player.reads("On hold")
    player.group_reads("Chat App not activated", "on hold right now")
    player.turns("product-unsubscript", on=False)
    before = player.before
    player.staff_tap("Fixed, resume")
    player.group_reads("Noted as mended: Chat App not activated")
    player.reads("Is the phone in your hand?")
    player.before = before
    player.group_reads("Over", "what was in the way is gone")
    expect(player.new_in_the_group("Activate Chat App Message Service")).to_have_count(0)


def test_a_case_is_steered(player: Player) -> None:
    """Staff have a code sent, close the case once asked whether, and open it again: the customer reads each."""
    player.comes_to_the_phone()
    player.staff_look_at_the_case()
    player.staff_tap("Have an SMS sent")
    player.group_reads("Nothing was sent for", "They are asked now")
    player.reads("Is the phone in your hand?")
    player.staff_tap("Close")
    player.group_reads("This ends the case of")
    player.staff_tap("Close it now")
    expect(player.page.locator("#staff .message", has_text="is closed. The customer is told").last).to_be_visible()
    player.staff_tap("Open again")
    player.group_reads("is open again")
    player.reads("Is this the number that is moving?", "Our team has opened this again")


def test_a_sealed_file_is_had_of_a_case(player: Player) -> None:
    """It stands in the group by its name, and can be opened."""
    player.comes_to_the_phone()
    player.staff_look_at_the_case()
    player.staff_tap("Evidence")
    player.group_reads("What is known of", "It is sealed")
    file = player.group_reads("bytes").locator(".media.document a")
    answer = player.page.request.get(f"{player.page.url.rstrip('/')}{file.get_attribute('href')}")
    assert (answer.status, len(answer.body()) > 0) == (200, True)
    assert "attachment" in answer.headers["content-disposition"]


def test_numbers_come_as_a_picture_and_as_a_table(player: Player) -> None:
    """The picture is shown where it stands, whole; the table is a file."""
    player.opens_link()
    player.reads("Is this the number that is moving?")
    player.staff_write("/stats picture")
    picture = player.page.locator("#staff .media.photo img").last
    expect(picture).to_be_visible(timeout=PATIENCE)
    expect(picture).to_have_js_property("complete", value=True)
    width, seen = picture.evaluate("(one) => [Number(one.getAttribute('width')), one.naturalWidth]")
    assert width == seen > 0
    player.staff_write("/stats file")
    expect(player.group_reads("bytes").locator(".media.document a")).to_contain_text("numbers.csv")


def test_a_list_of_customers_is_invited_at_once(player: Player) -> None:
    """A file goes in; what is wrong with it comes back by its line, and of a good one a file with the links."""
    lines = "space,number,language,label\ncams-2l9demo,{},id,Warung\ncams-2l9demo,,en,Toko\n"
    player.staff_send("wrong.csv", lines.format("12"))
    player.group_reads("No link was made", "Line 2")
    player.staff_send("right.csv", lines.format("+6281299990001"))
    made = player.group_reads("bytes", ".csv").locator(".media.document a")
    assert _read(player, made).count("https://t.me/") == len(("Warung", "Toko"))


def _read(player: Player, file: Locator) -> str:
    """What is in a file that stands in the group."""
    return player.page.request.get(f"{player.page.url.rstrip('/')}{file.get_attribute('href')}").text()
