"""The benchmark itself runs: an ordinary bot verifies its customers against the fake server."""

import sys
from dataclasses import replace

import pytest

from benchmarks.contestants import CONTESTANTS
from benchmarks.customers import Crowd, Leave, Say, Spoken, Tap
from benchmarks.figures import Spread, paired, percentile
from benchmarks.load import Measured
from benchmarks.report import BEGIN, END, put_between_markers, write_report
from benchmarks.rounds import Plan, Run, order_of, run_all

PEER = CONTESTANTS["ptb_memory"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.timeout(60)
async def test_a_peer_verifies_its_customers() -> None:
    """The harness starts, measures and ends a bot: each conversation begun ends verified, and true."""
    plan = Plan(contestants=(PEER,), round_trips=(0,), rounds=1, seconds=1, low_seconds=0.5)
    heard: list[str] = []

    (run,) = await run_all(plan, heard.append)

    assert (run.full.stuck, run.full.untrue, run.full.begun - run.full.completed) == (0, 0, 0)
    assert (run.low.stuck, run.low.untrue, run.low.begun - run.low.completed) == (0, 0, 0)
    assert run.full.completed >= 64
    assert run.full.answered == 4 * run.full.completed
    assert run.full.calls["deleteMessage"] == run.full.completed
    assert run.full.cpu_us_per_update > 0
    assert run.full.peak_rss_mib > 1
    assert len(heard) == 1
    assert "**ptb_memory**" in write_report(plan, [run])


def test_customer_goes_through_the_conversation() -> None:
    """A customer acts on what it waits for, counts replies from the handing out, and notices an untrue «verified»."""
    crowd = Crowd(PEER.script, accepted=set())
    first = crowd.join()
    chat = first.chat_id
    heard = [
        ("Which phone number is moving?", ""),
        ("A stray word", ""),
        ("Is that right?", "yes"),
        ("Send me the six digits", ""),
        ("Checking…", ""),
        ("Verified.", ""),
    ]
    acts = []
    for number, (text, button) in enumerate(heard):
        crowd.handed(chat, at=float(number))
        acts.append(crowd.hear(Spoken(chat, 9, text, button, at=number + 0.5)))

    assert acts == [Say(chat, "+6281210000000"), None, Tap(chat, "yes", 9), Say(chat, "123456"), None, Leave()]
    assert (crowd.tally.completed, crowd.tally.answered, crowd.tally.untrue) == (1, 4, 1)
    assert crowd.tally.replies == [0.5, 0.5, 0.5, 0.5]
    assert crowd.tally.results == [1.5]


def test_each_round_begins_with_another_contestant() -> None:
    """Nobody always runs on the warmer machine."""
    plan = Plan(contestants=tuple(CONTESTANTS[name] for name in ("ours", "ptb_memory")), round_trips=(0,), rounds=2)

    assert [(number, contestant.name) for _, number, contestant in order_of(plan)] == [
        (0, "ours"),
        (0, "ptb_memory"),
        (1, "ptb_memory"),
        (1, "ours"),
    ]


def test_figures() -> None:
    """Percentiles are values that occurred, and ratios are taken within a round."""
    assert [percentile([3, 1, 2, 4], percent) for percent in (50, 99)] == [2, 4]
    assert percentile([], 99) == 0
    assert paired([2, 9, 8], [1, 3, 8]) == Spread(2, 1, 3)
    assert Spread(2, 1, 3).show(1) == "2.0 (1.0–3.0)"


def test_bars_are_held_against_the_faster_peer() -> None:
    """Ours is compared with each peer, and judged by the one with more updates a second."""
    measured = Measured(
        seconds=1, begun=1, completed=1, answered=4, stuck=0, untrue=0, staff_notices=1, notices_late_s=0,
        verifications_per_s=25, updates_per_s=100, cpu_us_per_update=5000, reply_p50_ms=4, reply_p99_ms=10,
        result_p50_ms=12, result_p99_ms=20, peak_rss_mib=120, server_cpu_share=0.1, calls={},
    )  # fmt: skip
    names = ("ours", "ptb_memory", "aiogram_sql")
    plan = Plan(contestants=tuple(CONTESTANTS[name] for name in names), round_trips=(0,), rounds=1)
    speeds = {"ours": 100.0, "ptb_memory": 80.0, "aiogram_sql": 125.0}
    runs = [
        Run(contestant=name, round_trip=0, low=measured, full=replace(measured, updates_per_s=speed))
        for name, speed in speeds.items()
    ]

    assert write_report(plan, runs).splitlines()[-1] == (
        "Against aiogram_sql, the faster peer here: updates/s at least 1× **missed**; p99 at most 2× held; "
        "peak memory under 150 MiB held."
    )


def test_figures_replace_only_what_is_between_the_markers() -> None:
    """Writing the figures keeps the rest of the page."""
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"

    assert put_between_markers(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
