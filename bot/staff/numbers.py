"""How it goes, in numbers: how far customers come, where they stop, whether codes come, what goes wrong."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.figures import MOST_FAULTS, MOST_NETWORKS, Codes, Figures, Network, figures, networks, sheet
from bot.flow.model import CLOSED, Channel, Milestone, State
from bot.flow.staff import Attached, Bar, Bars, Chart, Columns, Duration, Key, Line, Named, Ours, Value
from bot.flow.tallies import What
from bot.store import MOST_CASES, date_of

from .asking import Asked, Done
from .reading import words_of

SPANS: Mapping[str, int] = {"today": 1, "week": 7, "month": 30, "yesterday": 1}
"""Days, by what staff type for them."""

_SPAN_WORDS = {
    "today": "today", "1": "today", "hari-ini": "today", "week": "week", "7": "week", "minggu": "week",
    "month": "month", "30": "month", "bulan": "month", "yesterday": "yesterday", "kemarin": "yesterday",
}  # fmt: skip
_PICTURE = {"picture", "gambar"}
_FILE = {"file", "berkas", "csv"}
_YES = {"yes", "ya"}

FILE_NAME = "numbers.csv"

_OPEN = tuple(state for state in State if state not in CLOSED)


async def stats(asked: Asked) -> Done:
    """`/stats`, `/stats week`, `/stats picture month`, `/stats file month`."""
    words = [word.casefold() for word in words_of(asked.argument)]
    verb = next((word for word in words if word in _PICTURE | _FILE), "")
    spans = [_SPAN_WORDS.get(word, "") for word in words if word != verb]
    span = spans[0] if spans else "today"
    if len(spans) > 1 or not span:
        await asked.answer((Line("staff-stats-usage"),))
        return Done(detail="not understood")
    if verb in _PICTURE:
        chart = await picture(asked.desk, span)
        await asked.answer(await in_short(asked.desk, span), chart=chart)
    elif verb in _FILE:
        first, last = _days(asked.desk, span)
        rows = await asked.desk.tx.counted_by_day(first=first, last=last)
        content = sheet([(date_of(day), what, sort, times) for day, what, sort, times in rows])
        await asked.answer(
            (_title(asked.desk, span), Line("staff-stats-file")), attached=Attached.of(FILE_NAME, content)
        )
    else:
        await asked.answer(*await said(asked.desk, span), keys=_keys(span), is_over=True)
    return Done(detail=" ".join(filter(None, (verb, span))))


async def relearn(asked: Asked) -> Done:
    """`/relearn` says what it would do; `/relearn yes` does it: what is recommended first is learned anew."""
    if asked.argument.strip().casefold() not in _YES:
        await asked.answer(
            (Line("staff-relearn-sure"),), keys=((Key(label="staff-key-relearn", command="relearn yes"),),)
        )
        return Done(detail="asked whether")
    asked.desk.tx.count_codes_anew()
    await asked.answer((Line("staff-relearn-done"),))
    return Done(detail="done")


async def said(desk: Desk, span: str) -> tuple[tuple[Line, ...], ...]:
    """The numbers of some days, in words."""
    found = await _figures(desk, span)
    learned = networks(await desk.tx.codes_by_network())
    waiting = (await desk.tx.levels(queues=(), states=_OPEN)).cases
    paragraphs = (
        (_title(desk, span), *_milestones(found)),
        (*_ends(found),),
        (*_codes(found), *_learned(learned)),
        (*_faults(found),),
        (*_waiting(waiting),),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph)


async def picture(desk: Desk, span: str) -> Chart:
    """The numbers of some days, as a picture."""
    found = await _figures(desk, span)
    opened = found.milestones.get(Milestone.OPENED, 0)
    bars = tuple(
        Bar(_named(each), times, _share_of(times, opened) if each is not Milestone.INVITED else "")
        for each in Milestone
        for times in [found.milestones.get(each, 0)]
    )
    codes = tuple(
        Bar(Line(f"staff-channel-{channel}"), each.arrived, full=each.asked)
        for channel, each in sorted(found.codes.items())
    )
    parts: list[Bars | Columns] = [Bars(Line("staff-chart-milestones"), bars)]
    if SPANS[span] > 1:
        parts.append(await _by_day(desk, span))
    if codes:
        parts.append(Bars(Line("staff-chart-codes"), codes))
    return Chart(Line("staff-chart-title", {"span": Named(f"staff-span-{span}")}), tuple(parts))


async def _by_day(desk: Desk, span: str) -> Columns:
    first, last = _days(desk, span)
    verified, left = dict[int, int](), dict[int, int]()
    for day, what, sort, times in await desk.tx.counted_by_day(first=first, last=last):
        if what == What.MILESTONE and sort == Milestone.VERIFIED:
            verified[day] = times
        elif what == What.LEFT:
            left[day] = left.get(day, 0) + times
    return Columns(
        Line("staff-chart-days"),
        Line("staff-chart-verified"),
        Line("staff-chart-left"),
        tuple((str(date_of(day).day), verified.get(day, 0), left.get(day, 0)) for day in range(first, last + 1)),
    )


async def in_short(desk: Desk, span: str) -> tuple[Line, ...]:
    """What is said below a picture."""
    found = await _figures(desk, span)
    return (_title(desk, span), *(_ends(found)[:2] if found.success is not None else (Line("staff-stats-none"),)))


async def _figures(desk: Desk, span: str) -> Figures:
    first, last = _days(desk, span)
    return figures(await desk.tx.counted(first=first, last=last))


def _days(desk: Desk, span: str) -> tuple[int, int]:
    last = desk.tx.day(desk.now) - (span == "yesterday")
    return last - SPANS[span] + 1, last


def _title(desk: Desk, span: str) -> Line:
    first, last = _days(desk, span)
    dates = dict.fromkeys((date_of(first).isoformat(), date_of(last).isoformat()))
    return Line("staff-stats-title", {"span": Named(f"staff-span-{span}"), "days": Ours(" – ".join(dates))})


def _keys(span: str) -> tuple[tuple[Key, ...], ...]:
    spans = tuple(Key(label=f"staff-key-stats-{each}", command=f"stats {each}") for each in ("today", "week", "month"))
    forms = tuple(Key(label=f"staff-key-stats-{each}", command=f"stats {each} {span}") for each in ("picture", "file"))
    return (spans, forms, (Key(label="staff-key-stats-relearn", command="relearn"),))


def _named(milestone: Milestone) -> Line:
    return Line(f"staff-milestone-{milestone}")


def _share_of(times: int, of: int) -> str:
    return f"{round(100 * times / of)} %" if _is_share(times, of) else ""


def _is_share(times: int, of: int) -> bool:
    """Not where more came so far than opened a link in those days: the others had done so before."""
    return 0 < of >= times


def _milestones(found: Figures) -> list[Line]:
    opened = found.milestones.get(Milestone.OPENED, 0)
    lines: list[Line] = []
    for each in Milestone:
        times = found.milestones.get(each, 0)
        values: dict[str, Value] = {"what": Named(f"staff-milestone-{each}"), "times": times}
        if _is_share(times, opened) and each not in {Milestone.INVITED, Milestone.OPENED}:
            lines.append(Line("staff-stats-milestone-share", {**values, "share": round(100 * times / opened)}))
        else:
            lines.append(Line("staff-stats-milestone", values))
    return lines


def _ends(found: Figures) -> list[Line]:
    lines: list[Line] = []
    if found.success is not None:
        lines.append(Line("staff-stats-success", {"share": found.success}))
    if found.median is not None and found.ninth is not None:
        took: dict[str, Value] = {"median": Duration(int(found.median)), "ninth": Duration(int(found.ninth))}
        lines.append(Line("staff-stats-took", took))
    if found.left:
        lines.append(Line("staff-stats-left", {"times": found.given_up}))
        lines += [_in_state(state, times) for state, times in found.left]
    return lines


def _in_state(state: State, times: int) -> Line:
    return Line("staff-stats-state", {"state": _state(state), "times": times})


def _state(state: State) -> Named:
    return Named(f"state-{state.replace('_', '-')}")


def _codes(found: Figures) -> list[Line]:
    return [Line(f"staff-stats-codes-{channel}", _came(each)) for channel, each in sorted(found.codes.items())]


def _learned(learned: list[Network]) -> list[Line]:
    if not learned:
        return []
    lines = [Line("staff-stats-networks")]
    for network in learned[:MOST_NETWORKS]:
        sms, voice = (network.codes.get(channel, Codes()) for channel in (Channel.SMS, Channel.VOICE))
        values: dict[str, Value] = {
            "network": network.name or "–",
            "sms": Ours(f"{sms.arrived}/{sms.asked}"),
            "calls": Ours(f"{voice.arrived}/{voice.asked}"),
            "first": Named(f"staff-channel-{network.first}"),
        }
        lines.append(Line("staff-stats-network", values))
    return lines


def _came(codes: Codes) -> dict[str, Value]:
    return {"arrived": codes.arrived, "asked": codes.asked}


def _faults(found: Figures) -> list[Line]:
    if not found.faults:
        return []
    rows = [Line("staff-stats-fault", {"fault": fault, "times": times}) for fault, times in found.faults[:MOST_FAULTS]]
    return [Line("staff-stats-faults"), *rows]


def _waiting(waiting: Mapping[str, int]) -> list[Line]:
    rows = [
        Line("staff-stats-state", {"state": _state(State(state)), "times": _at_least(times, cut=times >= MOST_CASES)})
        for state, times in waiting.items()
        if times
    ]
    is_cut = max(waiting.values(), default=0) >= MOST_CASES
    return [Line("staff-stats-waiting", {"times": _at_least(sum(waiting.values()), cut=is_cut)}), *rows]


def _at_least(times: int, *, cut: bool) -> Value:
    """How many; where no more than so many were counted, that it may be more."""
    return Ours(f"{times}+") if cut else times
