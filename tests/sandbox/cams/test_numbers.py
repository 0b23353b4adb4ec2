"""WhatsApp's rules for codes, tries, verification and registration, to the second."""

from dataclasses import replace
from random import Random

import pytest

from sandbox.cams.numbers import Counts, Number, Stage
from sandbox.cams.options import Options, StatusWords
from sandbox.cams.refusals import Meta
from sandbox.cams.world import CamsWorld
from sandbox.clock import SettableClock

AT = 1_000_000.0
OPTIONS = Options()
DAY = 86400.0


def make_number(stage: Stage = Stage.MIGRATING, *, two_step: bool = False) -> Number:
    """Make a number that was just added."""
    return Number(space="s", phone="628", id="1", name="n", stage=stage, two_step=two_step, counts=Counts())


def verified(at: float = AT) -> Number:
    """Make a number that was verified at a given time."""
    number = make_number()
    number.issue("111111", at, OPTIONS)
    assert number.submit("111111", at, OPTIONS) is None
    return number


@pytest.mark.parametrize(("age", "refused"), [(0.0, None), (599.0, None), (600.0, Meta.EXPIRED_CODE)])
def test_code_lives_ten_minutes(age: float, refused: Meta | None) -> None:
    """A code is good until it is ten minutes old, not a moment longer; an old one costs a try."""
    number = make_number()
    number.issue("012345", AT, OPTIONS)

    assert number.submit("012345", AT + age, OPTIONS) is refused
    assert number.is_verified(AT + age, OPTIONS) is (refused is None)
    assert len(number.counts.wrong) == (refused is not None)


def test_code_is_single_use() -> None:
    """A second submission of the right code is refused like a wrong one and counts; the number stays verified."""
    number = verified()

    assert number.submit("111111", AT + 1, OPTIONS) is Meta.WRONG_CODE
    assert number.counts.wrong == [AT + 1]
    assert number.is_verified(AT + 1, OPTIONS)


@pytest.mark.parametrize(("voids", "refused"), [(True, Meta.WRONG_CODE), (False, None)])
def test_newer_code_voids_the_older(voids: bool, refused: Meta | None) -> None:  # noqa: FBT001 -- pytest passes by name
    """Which of the two codes on the phone counts is an option."""
    options = replace(OPTIONS, newer_code_voids_older=voids)
    number = make_number()
    number.issue("111111", AT, options)
    number.issue("222222", AT + 60, options)

    assert number.submit("111111", AT + 61, options) is refused


def test_the_newest_code_counts() -> None:
    """The last code sent is the one to hand in."""
    number = make_number()
    number.issue("111111", AT, OPTIONS)
    number.issue("222222", AT + 60, OPTIONS)

    assert number.submit("222222", AT + 61, OPTIONS) is None


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345a", "123-456", "12345६"])
def test_what_is_no_code_costs_no_try(text: str) -> None:
    """Meta calls a malformed code an invalid parameter; hyphens and other scripts' digits are malformed."""
    number = make_number()

    assert number.submit(text, AT, OPTIONS) is Meta.INVALID_PARAMETER
    assert number.counts == Counts()


def test_fifth_wrong_code_within_an_hour_locks_the_number() -> None:
    """After the fifth even the right code is refused, until 72 hours have passed."""
    number = make_number()
    number.issue("111111", AT + 60, OPTIONS)

    refusals = [number.submit("999999", AT + seconds, OPTIONS) for seconds in range(5)]

    assert refusals == [Meta.WRONG_CODE] * 5
    assert number.submit("111111", AT + 61, OPTIONS) is Meta.TOO_MANY_TRIES
    assert number.request_code(AT + 61, OPTIONS) is Meta.TOO_MANY_CODES
    unlocked = AT + 4 + 72 * 3600
    assert number.submit("999999", unlocked - 1, OPTIONS) is Meta.TOO_MANY_TRIES
    assert number.submit("999999", unlocked, OPTIONS) is Meta.WRONG_CODE
    assert number.counts.wrong == [unlocked]


def test_wrong_codes_an_hour_apart_do_not_lock() -> None:
    """Only those of the last hour count."""
    number = make_number()

    refusals = [number.submit("999999", AT + 900 * quarter, OPTIONS) for quarter in range(12)]

    assert refusals == [Meta.WRONG_CODE] * 12


@pytest.mark.parametrize("stage", [Stage.ELSEWHERE, Stage.LIVE])
def test_only_a_migrating_number_takes_codes(stage: Stage) -> None:
    """Neither before the first step nor after the last can a code be had or handed in."""
    number = make_number(stage)
    number.issue("111111", AT, OPTIONS)

    assert number.submit("111111", AT, OPTIONS) is Meta.NOT_MIGRATING
    assert number.request_code(AT, OPTIONS) is Meta.NOT_MIGRATING


def test_verified_number_gets_no_code() -> None:
    """Asking for one is refused until the verification has ended."""
    number = verified()

    assert number.request_code(AT + 14 * DAY - 1, OPTIONS) is Meta.ALREADY_VERIFIED
    assert number.request_code(AT + 14 * DAY, OPTIONS) is None


def test_codes_per_hour_are_limited() -> None:
    """The eleventh request within an hour is refused; refused ones do not count."""
    number = make_number()

    answers = [number.request_code(AT + second, OPTIONS) for second in range(12)]

    assert answers == [None] * 10 + [Meta.TOO_MANY_CODES] * 2
    assert number.request_code(AT + 3600, OPTIONS) is None


@pytest.mark.parametrize(
    ("words", "never", "after"),
    [
        (StatusWords.SDK, "NOT_VERIFIED", "EXPIRED"),
        (StatusWords.PAGES, "MORE_INFORMATION_REQUESTED", "REVOKED"),
        (StatusWords.META, "UNVERIFIED", "UNVERIFIED"),
    ],
)
def test_status_has_three_vocabularies(words: StatusWords, never: str, after: str) -> None:
    """A verification lasts fourteen days; only VERIFIED is the same in every list."""
    options = replace(OPTIONS, status_words=words)
    number = verified()

    assert make_number().status_word(AT, options, 0.0) == never
    assert number.status_word(AT, options, 0.0) == "VERIFIED"
    assert number.status_word(AT + 14 * DAY - 1, options, 0.0) == "VERIFIED"
    assert number.status_word(AT + 14 * DAY, options, 0.0) == after


def test_status_may_lag() -> None:
    """A reader behind a cache sees the verification late."""
    number = verified()

    assert number.status_word(AT + 4, OPTIONS, 5.0) == "NOT_VERIFIED"
    assert number.status_word(AT + 5, OPTIONS, 5.0) == "VERIFIED"


def test_initiate_begins_the_migration_once() -> None:
    """From the other provider to migrating; a second time the number is there already."""
    number = make_number(Stage.ELSEWHERE)

    assert number.initiate() is None
    assert number.stage is Stage.MIGRATING
    assert number.initiate() is Meta.ALREADY_HERE


def test_two_step_verification_forbids_to_initiate() -> None:
    """Documented: it must be off."""
    number = make_number(Stage.ELSEWHERE, two_step=True)

    assert number.initiate() is Meta.TWO_STEP_ON
    assert number.stage is Stage.ELSEWHERE


def test_registering_makes_the_verification_last() -> None:
    """Once live, a number stays verified."""
    number = verified()

    assert number.register(AT + 14 * DAY - 1, OPTIONS) is None
    assert number.stage is Stage.LIVE
    assert number.status_word(AT + 1000 * DAY, OPTIONS, 0.0) == "VERIFIED"


def test_registering_needs_a_verification_that_still_holds() -> None:
    """Neither never nor too long ago."""
    assert make_number().register(AT, OPTIONS) is Meta.NOT_VERIFIED
    assert verified().register(AT + 14 * DAY, OPTIONS) is Meta.NOT_VERIFIED


def test_registering_fails_with_two_step_verification_on() -> None:
    """Meta then misses its PIN."""
    number = make_number(two_step=True)

    assert number.register(AT, OPTIONS) is Meta.PIN_MISMATCH


def test_registering_a_number_elsewhere_is_refused() -> None:
    """Nothing was begun."""
    assert make_number(Stage.ELSEWHERE).register(AT, OPTIONS) is Meta.NOT_REGISTERED


def test_ten_registrations_in_72_hours() -> None:
    """The eleventh attempt is refused whatever became of the ten, and locks the number for 72 hours."""
    number = make_number()
    hours = 3600.0

    answers = [number.register(AT + second, OPTIONS) for second in range(12)]

    assert answers == [Meta.NOT_VERIFIED] * 10 + [Meta.TOO_MANY_REGISTRATIONS] * 2
    assert number.register(AT + 10 + 72 * hours - 1, OPTIONS) is Meta.TOO_MANY_REGISTRATIONS
    assert number.register(AT + 10 + 72 * hours, OPTIONS) is Meta.NOT_VERIFIED


def test_registrations_are_counted_in_a_moving_window() -> None:
    """Ten in 72 hours are allowed, and an attempt counts no longer than that."""
    number = make_number()

    answers = [number.register(AT + 7.2 * 3600 * n, OPTIONS) for n in range(30)]

    assert answers == [Meta.NOT_VERIFIED] * 30


def test_whatsapp_counts_by_number() -> None:
    """The same number on its way into two spaces has one count of wrong codes, of requests and of registrations."""
    world = CamsWorld(SettableClock.standing(AT), OPTIONS, Random(1))
    here, there = (world.add_number(space, "628") for space in ("a", "b"))

    assert [here.request_code(AT, OPTIONS) for _ in range(10)] == [None] * 10
    assert there.request_code(AT, OPTIONS) is Meta.TOO_MANY_CODES
    assert [here.register(AT, OPTIONS) for _ in range(10)] == [Meta.NOT_VERIFIED] * 10
    assert there.register(AT, OPTIONS) is Meta.TOO_MANY_REGISTRATIONS
    assert (len(world.counts("628").code_requests), len(world.counts("628").registrations)) == (10, 10)


def test_secrets_stay_out_of_reprs() -> None:
    """Neither the code nor the number shows."""
    number = make_number()
    number.issue("012345", AT, OPTIONS)

    assert "012345" not in repr(number)
    assert "628" not in repr(number)
