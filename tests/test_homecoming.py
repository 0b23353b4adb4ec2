"""After a time away: each customer who waits is told once where they are, the most urgent first, whatever is killed."""

from collections.abc import AsyncGenerator, Sequence

import pytest

from bot.flow import policy
from bot.flow.effects import Note, Place, Reason, Screen, SubmitCode
from bot.flow.model import Fault, Outcome, Refused, State, Unknown
from bot.homecoming import ANSWERING, BEAT, PATIENCE, SLACK
from bot.ports import Later, Undeliverable
from bot.relief import AT_ONCE
from tests.support.office import ACCEPTED, NOT_VERIFIED, VERIFIED, Office

WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)
DOWN = Refused(fault=Fault.CREDENTIALS, code="InvalidAccessKeyId.Inactive")
SILENCE = Unknown(reason="ReadTimeout")
BACK = {Note.BACK, Note.BACK_FOR_CODE, Note.BACK_WITH_CODE, Note.BACK_FINDING_OUT}


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database, serving."""
    made = Office(database_url)
    await begins(made)
    yield made
    await made.close()


async def begins(office: Office) -> None:
    """Serve from now on; nothing waits at Telegram any more."""
    office.homecoming.caught_up()
    await office.homecoming.beat()


async def comes(office: Office, chat_id: int, *said: str, outcomes: Sequence[Outcome] = ()) -> None:
    """A customer with a number of their own comes in and says this and that."""
    await office.invites(f"t{chat_id}", phone=f"628123456{chat_id:04}")
    await office.says(chat_id, f"/start t{chat_id}")
    office.provider.outcomes = list(outcomes)
    for text in said:
        await office.says(chat_id, text)
    office.provider.outcomes = []


async def seconds(office: Office, number: int) -> None:
    """Serve for some seconds, in each of which something may be told."""
    for _ in range(number):
        await office.homecoming.beat()
        while await office.homecoming.work():
            pass
        await office.settle_down()
        office.time.now += 1


async def away(office: Office, gap: float) -> None:
    """Nobody serves for so long after the last beat; then the bot begins again."""
    await office.homecoming.beat()
    office.time.now = office.homecoming._beaten_at + gap
    office.messenger.shown.clear()
    await begins(office)
    office.time.now += ANSWERING


def told(office: Office) -> list[int]:
    """Who was told that the bot is back, in order."""
    return [show.case.chat_id for show in office.messenger.shown if show.note in BACK]


async def test_everybody_who_waits_is_told_once_and_the_most_urgent_first(office: Office) -> None:
    """A code about to expire comes first; who waits for nothing hears nothing."""
    await comes(office, 11)
    await comes(office, 12, "yes")
    office.time.now += policy.HOUR
    await comes(office, 13, "yes", outcomes=[])
    await comes(office, 14, "yes", "111111", "222222", "333333", outcomes=[NOT_VERIFIED, WRONG] * 3)
    await comes(office, 16, "yes", "123456", outcomes=[NOT_VERIFIED, SILENCE])
    await comes(office, 17, "yes", "123456", outcomes=[VERIFIED])
    await comes(office, 15, "yes", "123456", outcomes=[DOWN])
    await comes(office, 18, "/cancel")
    await office.invites("open", phone="")
    await office.says(19, "/start open")
    await away(office, policy.AWAY)
    await seconds(office, 5)

    notes = [(show.case.chat_id, show.screen, show.note) for show in office.messenger.shown if show.note in BACK]
    assert notes == [
        (13, Screen.ASK_CODE, Note.BACK_FOR_CODE),
        (16, Screen.SETTLING, Note.BACK_FINDING_OUT),
        (12, Screen.ASK_CODE, Note.BACK_FOR_CODE),
        (11, Screen.CONFIRM_NUMBER, Note.BACK),
        (19, Screen.ASK_NUMBER, Note.BACK),
        (15, Screen.HELD, Note.BACK),
        (14, Screen.PAUSED, Note.BACK),
    ]
    await seconds(office, 3 * int(BEAT))
    assert len(told(office)) == len(notes)


async def test_one_of_several_numbers_speaks(office: Office) -> None:
    """The one that the chat is about; where nothing is awaited of that, the most urgent of the others: one card."""
    for chat_id, links in ((7, 2), (8, 3)):
        await comes(office, chat_id, "yes")
        for more in range(1, links):
            await office.invites(f"m{chat_id}{more}", phone=f"62812345{chat_id}{more:04}")
            await office.says(chat_id, f"/start m{chat_id}{more}")
            await office.says(chat_id, "yes")
    about = await office.case_of(7)
    await office.says(8, "stop")
    await away(office, policy.AWAY)
    await seconds(office, 5)

    cards = {show.case.chat_id: show.case for show in office.messenger.shown if show.note in BACK}
    assert sorted(told(office)) == [7, 8]
    assert cards[7].id == about.id
    assert cards[8].state is State.WAITING_CODE
    assert (await office.case_of(8)).state is State.CANCELLED


async def test_a_short_gap_needs_nothing(office: Office) -> None:
    """Telegram still has every press."""
    await comes(office, 7, "yes")
    await away(office, policy.AWAY - 1)
    await seconds(office, 3)

    assert office.messenger.shown == []


async def test_a_bot_that_serves_was_not_away(office: Office) -> None:
    """It beats as long as it serves, so that a quick restart after days is no gap."""
    await comes(office, 7, "yes")
    for _ in range(30):
        office.time.now += BEAT
        await office.homecoming.beat()
    await away(office, BEAT)
    await seconds(office, 3)

    assert told(office) == []


async def test_nobody_is_told_while_another_replica_served(office: Office, database_url: str) -> None:
    """One replica was away, the bot was not."""
    await comes(office, 7, "yes")
    other = Office(database_url, now=office.time)
    await begins(other)
    office.time.now += policy.AWAY - 1
    await other.homecoming.beat()
    office.time.now += 1
    await begins(office)
    await seconds(office, 3)
    await seconds(other, 3)
    await other.close()

    assert (told(office), told(other)) == ([], [])


async def test_who_wrote_meanwhile_has_one_answer(office: Office) -> None:
    """The message of theirs that waited at Telegram is answered, with where they are; that will do."""
    await comes(office, 7, "yes")
    await comes(office, 8, "yes")
    await away(office, policy.HOUR)
    await office.says(7, "hello?")
    await seconds(office, 3)

    assert [(show.case.chat_id, show.note) for show in office.messenger.shown] == [
        (7, Note.CODE_NOT_DIGITS),
        (8, Note.BACK_FOR_CODE),
    ]


async def test_who_is_about_to_be_answered_has_one_answer(office: Office) -> None:
    """What they wrote is stored and not decided on yet."""
    await comes(office, 7, "yes")
    await away(office, policy.HOUR)
    await office.put(office.message(7, text="hello?"))
    await office.homecoming.work()
    await seconds(office, 3)

    assert [show.note for show in office.messenger.shown] == [Note.CODE_NOT_DIGITS]


async def test_the_answers_have_a_second_to_themselves(office: Office) -> None:
    """What waited at Telegram is being answered: together they would be more than it takes."""
    await comes(office, 7)
    await away(office, policy.AWAY)
    office.time.now -= 0.5
    await office.homecoming.work()
    assert not office.dispatch.started
    office.time.now += 0.5
    await office.homecoming.work()
    await office.dispatch.finish()

    assert told(office) == [7]


async def test_who_has_a_message_coming_has_one_answer(office: Office) -> None:
    """What was owed when the bot went away is said now, and as a message: nobody looks at the card any more."""
    await comes(office, 7, "yes")
    office.messenger.failures = [Later("down", after=400)]
    await office.says(7, "/help")
    await away(office, 300)
    await seconds(office, 110)

    assert [(show.screen, show.note) for show in office.messenger.shown] == [(Screen.HELP, None)]


async def test_a_result_that_came_since_is_the_one_answer(office: Office) -> None:
    """The code's call was cut short by the end of the process: what became of it is a message, and the only one."""
    await comes(office, 7, "yes")

    class Died(BaseException):
        """The process is gone."""

    office.provider.outcomes = [NOT_VERIFIED]
    office.provider.dies_of = (SubmitCode, Died())
    await office.put(office.message(7, text="123456"))
    for _ in range(2):
        await office.dispatch.work()
        await office.conversation.work()
        if not office.provider.calls:
            await office.dispatch.finish()
    with pytest.raises(Died):
        await office.dispatch.finish()
    office.provider.dies_of = None
    await away(office, policy.AWAY)
    await office.settle_down()
    office.provider.outcomes = [VERIFIED]
    await seconds(office, 12)

    shown = [(show.screen, show.place) for show in office.messenger.shown]
    assert shown == [(Screen.SETTLING, Place.NEW), (Screen.VERIFIED, Place.CARD)]


async def test_some_are_told_each_second(office: Office) -> None:
    """Telegram takes thirty messages a second, and some of them are for those who write."""
    for chat_id in range(1, 2 * AT_ONCE + 6):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    counts = []
    for _ in range(4):
        await office.homecoming.work()  # Asked more often than once a second, it waits for the next one all the same.
        await seconds(office, 1)
        counts.append(len(told(office)))

    assert counts == [AT_ONCE, 2 * AT_ONCE, 2 * AT_ONCE + 5, 2 * AT_ONCE + 5]
    assert sorted(told(office)) == list(range(1, 2 * AT_ONCE + 6))


async def test_answers_come_first(office: Office) -> None:
    """Of what Telegram takes in a second: who wrote meanwhile waits for nobody who did not."""
    for chat_id in range(1, 2 * AT_ONCE + 1):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    for chat_id in range(1, 6):
        await office.put(office.message(chat_id, text="hello"))
    await office.conversation.work()
    await office.homecoming.work()
    await office.dispatch.finish()
    assert (len(office.messenger.shown), len(told(office))) == (AT_ONCE, AT_ONCE - 5)
    office.time.now += 1
    await seconds(office, 3)

    assert sorted(told(office)) == list(range(6, 2 * AT_ONCE + 1))


async def test_many_who_have_had_their_answer_keep_nobody_waiting(office: Office) -> None:
    """They are passed over at once; a second is for twenty messages, not for twenty customers."""
    for chat_id in range(1, 251):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    for chat_id in range(1, 250):
        await office.put(office.message(chat_id, text="hello"))
    await office.settle_down()
    office.messenger.shown.clear()
    await seconds(office, 1)

    assert told(office) == [250]


async def test_one_process_goes_on_where_another_was_killed(office: Office, database_url: str) -> None:
    """Started again at once, it tells the others, and nobody twice; what was owed and not yet said is said once."""
    for chat_id in range(1, 2 * AT_ONCE + 1):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    await office.homecoming.work()  # Owed, and leased; then the process is killed.
    for task in office.dispatch.started:
        task.cancel()
    shown_before = told(office)
    office.time.now += 1
    after = Office(database_url, now=office.time)
    await begins(after)
    async with after.store.transaction() as tx:
        await tx._connection.exec_driver_sql("UPDATE outbox SET lease = NULL, leased_until = NULL")
    await seconds(after, 5)
    both = sorted(shown_before + told(after))
    await after.close()

    assert both == list(range(1, 2 * AT_ONCE + 1))


async def test_a_replica_that_wakes_goes_on_where_another_was_killed(office: Office, database_url: str) -> None:
    """It was frozen through the gap, hears of it with its next beat, and leaves what was written meanwhile its time."""
    for chat_id in range(1, 2 * AT_ONCE + 1):
        await comes(office, chat_id)
    other = Office(database_url, now=office.time)
    await begins(other)
    await away(office, policy.AWAY)
    await seconds(office, 1)
    assert len(told(office)) == AT_ONCE
    await seconds(other, int(PATIENCE - SLACK) + 2)
    both = sorted(told(office) + told(other))
    await other.close()

    assert both == list(range(1, 2 * AT_ONCE + 1))


async def test_two_replicas_share_the_telling_and_its_pace(office: Office, database_url: str) -> None:
    """Twenty a second over both, and nobody by both."""
    for chat_id in range(1, 3 * AT_ONCE + 1):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    other = Office(database_url, now=office.time)
    await begins(other)
    counts = []
    for each in (office, other, office, other, office):
        await each.homecoming.work()
        await office.homecoming.work()
        await other.homecoming.work()
        await office.settle_down()
        await other.settle_down()
        counts.append(len(told(office) + told(other)))
        office.time.now += 1
    both = sorted(told(office) + told(other))
    await other.close()

    assert counts == [AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE, 3 * AT_ONCE, 3 * AT_ONCE]
    assert both == list(range(1, 3 * AT_ONCE + 1))


async def test_a_chat_that_another_replica_holds_waits_for_it(office: Office, database_url: str) -> None:
    """It is told when that lets go, and nobody is passed over. On SQLite there is no other replica."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process at a time on SQLite")
    for chat_id in (1, 2, 3):
        await comes(office, chat_id)
    await away(office, policy.AWAY)
    async with office.store.transaction() as theirs:
        await theirs.lock_chats([2])
        await office.homecoming.work()
        await office.dispatch.finish()
        assert told(office) == [1]
        office.time.now += 1
        await office.homecoming.work()
        await office.dispatch.finish()
        assert told(office) == [1]
    office.time.now += 1
    await seconds(office, 3)

    assert told(office) == [1, 2, 3]


async def test_a_customer_with_several_numbers_is_told_once(office: Office) -> None:
    """About the one that the chat is about: buttons of the others are old anyway, and their news comes by itself."""
    for number in (1, 2, 3):
        await office.invites(f"n{number}", phone=f"62812345600{number}0")
        await office.says(7, f"/start n{number}")
    await away(office, policy.AWAY)
    await seconds(office, 3)

    assert [show.case.phone for show in office.messenger.shown] == ["6281234560030"]


async def test_who_blocked_the_bot_is_not_written_to(office: Office) -> None:
    """Staff know it already, and are not told again."""
    await comes(office, 7, "yes")
    office.messenger.failures = [Undeliverable("blocked", gone=True)]
    await office.says(7, "/status")
    await away(office, policy.AWAY)
    await seconds(office, 3)

    assert (told(office), [notice.reason for notice, _ in office.messenger.staff]) == ([], [Reason.UNREACHABLE])


async def test_the_fresh_card_is_the_card_from_then_on(office: Office) -> None:
    """Its buttons work, and what follows is written over it."""
    await comes(office, 7)
    await away(office, policy.AWAY)
    await seconds(office, 1)
    await office.says(7, "yes")
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")

    assert office.messenger.screens == [Screen.CONFIRM_NUMBER, Screen.ASK_CODE, Screen.CHECKING, Screen.VERIFIED]
    assert office.messenger.cards[-3] == 1001
    assert (await office.case_of(7)).state is State.VERIFIED


async def test_what_they_wrote_comes_first(office: Office) -> None:
    """Where nobody can say when all of it is here, a minute is enough."""
    await comes(office, 7, "yes")
    office.homecoming.caught_up()
    office.time.now += policy.HOUR
    await seconds(office, int(PATIENCE - SLACK))
    assert told(office) == []
    await seconds(office, 2)

    assert told(office) == [7]


async def test_an_answer_of_the_moment_before_the_gap_was_seen_is_an_answer(office: Office) -> None:
    """What came at once was decided before anybody looked how long it had waited."""
    await comes(office, 7, "yes")
    await comes(office, 8, "yes")
    office.time.now += policy.HOUR
    await office.says(7, "hello?")
    office.time.now += SLACK - 1
    await begins(office)
    await seconds(office, 3)

    assert told(office) == [8]


async def test_a_process_that_was_frozen_was_away(office: Office) -> None:
    """Or had no database for as long: to those who pressed it is all the same. It need not be started for that."""
    await comes(office, 7, "yes")
    office.time.now += policy.AWAY - 1
    await begins(office)
    await seconds(office, 3)
    assert told(office) == []
    office.time.now += policy.AWAY
    await begins(office)
    await seconds(office, 3)

    assert told(office) == [7]


async def test_a_clock_that_was_set_is_no_time_away(office: Office) -> None:
    """It jumped, and the process went on serving: nothing that was pressed is lost."""
    lived = office.time.now
    office.homecoming._lived = lambda: lived
    await comes(office, 7, "yes")
    for _ in range(3):
        lived += BEAT
        office.time.now += policy.DAY
        await begins(office)
        await seconds(office, 1)

    assert told(office) == []


async def test_who_gets_no_answer_from_telegram_does_not_serve(database_url: str) -> None:
    """Where updates are asked for: with no way to Telegram, the bot is away as if it were not running."""
    office = Office(database_url, asks=True)
    office.homecoming.fetched()
    await begins(office)
    await comes(office, 7, "yes")
    await seconds(office, int(policy.AWAY))
    assert told(office) == []
    office.homecoming.fetched()
    await begins(office)
    await seconds(office, 3)
    await office.close()

    assert told(office) == [7]


async def test_a_start_without_telegram_ends_no_time_away(office: Office, database_url: str) -> None:
    """A program that is started again and again while there is no network is not back before there is one."""
    await comes(office, 7, "yes")
    for _ in range(4):
        office.time.now += policy.MINUTE
        starting = Office(database_url, asks=True, now=office.time)
        await starting.homecoming.beat()
        await starting.close()
    after = Office(database_url, asks=True, now=office.time)
    after.homecoming.fetched()
    await begins(after)
    await seconds(after, 3)
    await after.close()

    assert told(after) == [7]
