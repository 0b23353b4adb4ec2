"""What the counts of some days say."""

from datetime import date

from bot.figures import Codes, Figures, figures, networks, quantile, sheet
from bot.flow.model import Channel, Milestone, State
from bot.flow.tallies import span_of

DAY = 86_400


def test_what_the_counts_say() -> None:
    """Most first; codes over all networks; what another version counted is left out."""
    found = figures({
        ("milestone", "opened"): 12,
        ("milestone", "verified"): 9,
        ("milestone", "renamed"): 9,
        ("left", "held"): 1,
        ("left", "waiting_code"): 2,
        ("left", "gone"): 2,
        ("fault", "wrong-code 136025"): 4,
        ("arrived", "sms ID Telkomsel"): 3,
        ("missed", "sms ID"): 1,
        ("missed", "pigeon ID"): 1,
        ("took", str(span_of(240))): 9,
        ("new", "thing"): 1,
    })  # fmt: skip

    assert found == Figures(
        milestones={Milestone.OPENED: 12, Milestone.VERIFIED: 9},
        left=[(State.WAITING_CODE, 2), (State.HELD, 1)],
        median=found.median,
        ninth=found.median,
        faults=[("wrong-code 136025", 4)],
        codes={Channel.SMS: Codes(arrived=3, missed=1)},
    )
    assert (found.success, found.given_up, found.codes[Channel.SMS].asked) == (75, 3, 4)
    assert found.median is not None
    assert 200 < found.median < 280


def test_of_nothing_nothing_is_said() -> None:
    """No share of none, and no time."""
    assert figures({}) == Figures(milestones={}, left=[], faults=[])
    assert (figures({}).success, figures({}).median) == (None, None)


def test_times_of_a_share() -> None:
    """Half of them took no longer than the one, nine of ten no longer than the other."""
    spans = {span_of(60): 5, span_of(600): 4, span_of(7 * DAY): 1}
    median, ninth, longest = (quantile(spans, share) or 0 for share in (0.5, 0.9, 1.0))

    assert 55 < median < 65
    assert 540 < ninth < 660
    assert 6 * DAY < longest < 8 * DAY


def test_what_was_learned_of_networks() -> None:
    """That with most codes first, each with what is recommended there."""
    found = networks({
        ("arrived", "sms ID XL"): 2,
        ("missed", "sms ID Telkomsel"): 9,
        ("arrived", "voice ID Telkomsel"): 9,
        ("left", "held"): 5,
    })  # fmt: skip

    assert [(each.name, each.first) for each in found] == [("ID Telkomsel", Channel.VOICE), ("ID XL", Channel.SMS)]


def test_a_spreadsheet_computes_nothing() -> None:
    """What a provider calls a fault may begin like a formula."""
    rows = [(date(2026, 11, 24), "fault", "=1+1", 2), (date(2026, 11, 24), "left", 'a "b", c', 1)]

    assert sheet(rows).decode("utf-8-sig") == (
        'day,what,sort,times\r\n2026-11-24,fault,\'=1+1,2\r\n2026-11-24,left,"a ""b"", c",1\r\n'
    )
