"""The gallery: everything that can be shown hangs in it, and whoever opens it needs nothing else."""

import os
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from bot.flow.effects import Note, Reason, Screen
from bot.flow.model import Fault, State
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES
from tests.gallery.page import NAMES, page
from tests.gallery.pictures import walls

pytestmark = pytest.mark.xdist_group("gallery")
"""By one worker, which draws everything once."""

VOID = {"meta", "input", "br", "link", "img"}

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Balanced(HTMLParser):
    """Follows the tags of a page: `problems` are those that do not fit, `seen` how often each was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.seen: Counter[str] = Counter()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)


def test_every_screen_hangs_under_every_note_in_every_language() -> None:
    """And without a note, at least once; under «refused», with every fault."""
    hung = {(wall.name, each.language, each.about) for wall in walls() for each in wall.aside}
    notes = {str(note) for note in set(Note) - {Note.REFUSED}} | {f"{Note.REFUSED}: {fault}" for fault in Fault}

    assert hung == set(product(map(str, Screen), LANGUAGES, notes))
    assert {(wall.name, each.language) for wall in walls() for each in wall.pictures} >= set(
        product(map(str, Screen), LANGUAGES)
    )


def test_every_notice_to_staff_hangs_there() -> None:
    """In the languages that staff have, every reason and every fault, alone and as one of many in a message."""
    (wall,) = (wall for wall in walls() if wall.name == "notices to staff")
    about = {str(reason) for reason in set(Reason) - {Reason.FAULT}} | {f"{Reason.FAULT}: {fault}" for fault in Fault}

    assert {(each.language, each.about) for each in wall.pictures} == set(
        product(STAFF_LANGUAGES, about | {f"{each}, of many" for each in about})
    )


def test_every_topic_and_what_is_passed_on_hangs_there() -> None:
    """Cards of each state and fault in staff's languages; what people write, as staff and as customers read it."""
    hung = {wall.name: {(each.language, each.about) for each in wall.pictures} for wall in walls()}
    cards = {f"topic, in state {state}" for state in set(State) - {State.UNINVITED}}
    cards |= {f"topic, held by {fault}" for fault in Fault}

    assert hung["topics"] > set(product(STAFF_LANGUAGES, cards))
    assert {about for _, about in hung["with a person"]} > {
        "from the customer, withheld, topic", "from the customer, text, plain group", "from staff, text"
    }  # fmt: skip
    assert {language for language, about in hung["with a person"] if about.startswith("from staff")} == set(LANGUAGES)


def test_the_page_holds_every_picture_and_needs_no_network() -> None:
    """Tags balance, whatever the texts have in them; it leads nowhere but into itself."""
    text = page()
    reader = Balanced()
    reader.feed(text)
    count = sum(len(wall.pictures) + len(wall.aside) for wall in walls())

    assert (reader.problems, reader.open) == ([], [])
    assert reader.seen["figure"] == count
    assert [each for each in reader.addresses if not each.startswith("#")] == []
    assert not re.search(r"@import|url\(|fetch\(", text)


def test_every_language_can_be_chosen() -> None:
    """A language that is added hangs under its own name."""
    assert set(NAMES) == set(LANGUAGES)


def test_it_is_read_on_a_phone(tmp_path: Path) -> None:
    """In 360 pixels nothing is cut: one language at a time, found by its words, notes opened where they match."""
    if BROWSER is None:
        missing = "there is no Chromium on this machine (Debian: apt-get install chromium)"
        if os.getenv("CI"):  # noqa: TID251 -- CI says so there
            pytest.fail(missing)
        pytest.skip(missing)
    file = tmp_path / "screens.html"
    file.write_text(page(), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 360, "height": 740})
        opened.goto(f"{file.as_uri()}#id")
        shown = "[...document.querySelectorAll('figure')].filter((each) => !each.hidden)"
        languages = opened.evaluate(f"[...new Set({shown}.map((each) => each.lang))]")
        widths = opened.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        opened.get_by_label("简体中文").check(force=True)
        opened.get_by_label("Search").fill("登录验证码")
        found = opened.evaluate(f"{shown}.map((each) => [each.lang, each.textContent.includes('登录验证码')])")
        is_open = opened.evaluate(f"{shown}.every((each) => each.closest('details')?.open ?? true)")
        browser.close()

    assert languages == ["id"]
    assert widths == [360, 360]
    assert {tuple(each) for each in found} == {("zh-Hans", True)}
    assert is_open
