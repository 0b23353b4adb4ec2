"""Messages slow down when Telegram refuses everybody, and only then."""

from bot.braking import BRAKED, SEVERAL, Brake
from tests.support.office import Time


async def brake_of(time: Time, *, refused: int) -> Brake:
    """A brake to which so many chats were refused."""
    made = Brake(clock=time, wait=time.wait)
    for number in range(refused):
        await made.keeps(f"chat:{number}", 0)
    return made


async def test_nobody_waits_while_nothing_is_refused() -> None:
    """Telegram may well take more than it promises."""
    time = Time(0)
    brake = await brake_of(time, refused=0)
    for _ in range(1_000):
        await brake.turn()

    assert time.now == 0


async def test_a_chat_that_is_refused_slows_nobody_else() -> None:
    """It was written to too often by itself, and waits in the outbox."""
    time = Time(0)
    brake = await brake_of(time, refused=0)
    kept = [await brake.keeps("chat:7", 1) for _ in range(100)]
    await brake.turn()

    assert not any(kept)
    assert time.now == 0


async def test_several_refused_at_once_put_the_brake_on() -> None:
    """From then on messages leave at a pace, and refused ones keep their place."""
    time = Time(1_000)
    brake = await brake_of(time, refused=SEVERAL)
    for _ in range(281):
        await brake.turn()

    assert round((time.now - 1_000) * BRAKED) == 280
    assert await brake.keeps("chat:9", 2)
    assert not await brake.keeps("chat:9", 60)


async def test_the_brake_comes_off_when_nobody_is_in_line() -> None:
    """The next rush finds out by itself what Telegram takes."""
    time = Time(1_000)
    brake = await brake_of(time, refused=SEVERAL)
    await brake.turn()
    time.now += 60
    for _ in range(100):
        await brake.turn()

    assert time.now == 1_060


async def test_it_brakes_harder_when_it_is_refused_again() -> None:
    """Other replicas send beside us; a while later a faster pace is tried again."""
    time = Time(1_000)
    brake = await brake_of(time, refused=SEVERAL)
    time.now += 2
    for number in range(SEVERAL):
        await brake.keeps(f"chat:{number}", 0)
    began = time.now
    for _ in range(20):
        await brake.turn()

    assert round(19 / (time.now - began), 1) == round(BRAKED / 1.5, 1)


async def test_a_clock_that_is_set_back_stops_nothing() -> None:
    """A turn an hour away is none."""
    time = Time(10_000)
    brake = await brake_of(time, refused=SEVERAL)
    await brake.turn()
    time.now -= 3_600
    await brake.turn()

    assert time.now == 10_000 - 3_600
