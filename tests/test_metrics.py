"""What is counted, by what it is seen to have grown by."""

from collections.abc import AsyncGenerator

import pytest

from bot import metrics
from bot.braking import SEVERAL, Brake
from bot.flow.model import Fault, NotSent, Refused
from bot.ports import Later, Said, Undeliverable
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office, Time

Series = dict[str, float]


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(sqlite_url)
    yield made
    await made.close()


def counted() -> Series:
    """Every series but the process's own, and but those that time how long something took."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for metric in metrics.REGISTRY.collect()
        for sample in metric.samples
        if sample.name.startswith("bot_") and not sample.name.endswith(("_bucket", "_created", "_sum"))
    }


def grown(before: Series) -> Series:
    """What has grown, and by how much."""
    return {name: value - before[name] for name, value in counted().items() if value != before[name]}


async def test_a_verification_is_counted_from_end_to_end(office: Office) -> None:
    """Its updates, the states it came into, its calls, what was said of it, and how long each took."""
    await office.to_code()
    before = counted()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")

    read, submitted = "GetPhoneNumberVerificationStatus", "ChatappMigrationVerified"
    assert grown(before) == {
        "bot_updates_total decided": 1,
        "bot_decide_seconds_count": 3,  # the code, and the answers to both calls
        "bot_cases_entered_total prechecking": 1,
        "bot_cases_entered_total checking": 1,
        "bot_cases_entered_total verified": 1,
        "bot_milestones_total code-given": 1,
        "bot_milestones_total verified": 1,
        "bot_verify_seconds_count": 1,
        f"bot_calls_total {read} accepted": 1,
        f"bot_calls_total {submitted} accepted": 1,
        **{f"bot_call{part}_seconds_count {call}": 1 for part in ("", "_turn") for call in (read, submitted)},
        "bot_deliveries_total Show delivered": 2,
        "bot_deliveries_total DeleteMessage delivered": 1,
        "bot_deliveries_total TellStaff delivered": 1,
        "bot_delivery_seconds_count Show": 2,
        "bot_delivery_seconds_count DeleteMessage": 1,
        "bot_delivery_seconds_count TellStaff": 1,
    }


async def test_what_fails_is_counted_by_what_it_was(office: Office) -> None:
    """Calls by their faults, deliveries by what became of them."""
    await office.to_code()
    before = counted()
    office.provider.outcomes = [
        NotSent(fault=Fault.THROTTLED, retry_after=1),
        NOT_VERIFIED,
        Refused(fault=Fault.WRONG_CODE, code="x"),
    ]
    office.messenger.failures = [Later("flood"), Undeliverable("chat not found")]
    await office.says(7, "123456")
    for _ in range(3):
        office.time.now += 5
        await office.settle_down()

    found = grown(before)
    assert {name: value for name, value in found.items() if "faults" in name or "Show" in name} == {
        "bot_faults_total throttled": 1,
        "bot_faults_total wrong-code": 1,
        "bot_deliveries_total Show put_off": 1,
        "bot_deliveries_total Show given_up": 1,
        "bot_deliveries_total Show delivered": found["bot_delivery_seconds_count Show"],
        "bot_delivery_seconds_count Show": found["bot_delivery_seconds_count Show"],
    }
    assert found["bot_calls_total GetPhoneNumberVerificationStatus not_sent"] == 1
    assert found["bot_call_turn_seconds_count GetPhoneNumberVerificationStatus"] == 1  # a repetition is no wait


async def test_poison_is_counted(office: Office) -> None:
    """An update that cannot be decided on is put off three times, and then buried."""

    def reader(payload: bytes) -> Said | None:
        raise ZeroDivisionError(len(payload))

    office.conversation._hearing._reader = reader
    before = counted()
    await office.put(office.message(7, text="x"))
    for _ in range(4):
        await office.settle_down()
        office.time.now += 20

    found = grown(before)
    assert (found["bot_updates_total postponed"], found["bot_updates_total buried"]) == (3, 1)


async def test_the_brake_shows() -> None:
    """While Telegram refuses everybody, with the pace that is kept."""
    time = Time()
    brake = Brake(clock=time, wait=time.wait)
    for chat in range(SEVERAL):
        await brake.keeps(f"chat:{chat}", 60)
    assert counted()["bot_messages_braked"] == 28
    time.now += 100
    await brake.turn()
    assert counted()["bot_messages_braked"] == 0


def test_what_is_no_delivery_makes_no_series_of_its_own() -> None:
    """A kind that another version wrote is no label: labels are words that are known beforehand."""
    series = counted().keys()
    before = counted()
    metrics.delivery_came_to("SubmitCode", "given_up")
    metrics.delivery_came_to("+6281234567890", "failed")

    assert counted().keys() == series
    assert grown(before) == {"bot_deliveries_total Call given_up": 1, "bot_deliveries_total Call failed": 1}
