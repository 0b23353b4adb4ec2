"""The list of a chat's numbers, what they are called, and for which of them a code can be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.listing import MAY_HAVE_CODE, ON_A_PAGE, TAKES_CODE, Page, called, is_chosen, page_of, whose_code
from bot.flow.model import Case, CaseId, State

AT = 1_800_000_000


def a_case(number: int, state: State = State.WAITING_CODE, **fields: object) -> Case:
    """A case of the chat; its number ends in its id."""
    made = Case(id=CaseId(number), chat_id=7, state=state, phone=f"6281234{number:04}")
    return replace(made, **fields)  # type: ignore[arg-type]  # -- names of fields


several = st.lists(
    st.builds(a_case, st.integers(1, 9_999), st.sampled_from(State)), max_size=40, unique_by=lambda case: case.id
)


@given(several)
def test_every_number_is_on_one_page(cases: list[Case]) -> None:
    """Whoever goes on from page to page sees each once and comes back to the first one; no page is too long."""
    first = page = page_of(cases)
    pages = [page]
    while page.goes_on_after:
        page = page_of(cases, after=page.goes_on_after)
        pages.append(page)

    assert sorted(each.case_id for page in pages for each in page.numbers) == sorted(case.id for case in cases)
    assert max(len(page.numbers) for page in pages) <= ON_A_PAGE
    assert [page.first for page in pages] == list(range(1, len(cases) + 1, ON_A_PAGE)) or not cases
    assert page_of(cases, after=page.goes_on_after) == first


def test_what_wants_something_of_the_customer_comes_first() -> None:
    """And what is over last; of two alike, the older one first."""
    states = [State.LIVE, State.VERIFIED, State.PAUSED, State.WAITING_CODE, State.CONFIRMING_NUMBER, State.WAITING_CODE]
    listed = page_of([a_case(place, state) for place, state in enumerate(states, 1)])

    assert [each.case_id for each in listed.numbers] == [4, 6, 5, 3, 2, 1]


def test_a_page_behind_what_is_gone_is_the_first_one() -> None:
    """The case has fallen out of the list since its button was drawn."""
    cases = [a_case(1), a_case(2)]

    assert page_of(cases, after=99) == page_of(cases)
    assert page_of([]) == Page()


def test_an_ending_of_two_numbers_calls_neither() -> None:
    """With the case it does. A number that is not given is called by its case alone."""
    cases = [a_case(1, phone="111234"), a_case(2, phone="221234"), a_case(3, phone=""), a_case(4)]
    listed = {each.case_id: each.is_alike for each in page_of(cases).numbers}

    assert listed == {1: True, 2: True, 3: False, 4: False}
    assert called(cases, ["1234"]) == cases[:2]
    assert called(cases, ["1234", "2"]) == [cases[1]]
    assert called(cases, ["3"]) == [cases[2]]
    assert called(cases, ["0004"]) == [cases[3]]
    assert called(cases, ["4"]) == called(cases, ["234"]) == called(cases, []) == []
    assert [each.is_alike for each in page_of(cases[:1], of=cases).numbers] == [True]


@pytest.mark.parametrize("state", State)
def test_a_code_is_for_whom_it_can_be(state: State) -> None:
    """The number that the chat is about, if it takes codes; others, if one may be on its way."""
    current, other = a_case(1, state), a_case(2, state)
    done = a_case(3, State.VERIFIED)

    assert whose_code(current, [current, done], AT, given=()) == (
        (current,) if state in TAKES_CODE | MAY_HAVE_CODE else ()
    )
    assert whose_code(done, [done, other], AT, given=()) == ((other,) if state in MAY_HAVE_CODE else ())


def test_a_late_sms_is_thought_of() -> None:
    """One that the bot asked for, and that did not come in time: it may be what is pasted now."""
    late, other = a_case(1, State.READY, sms_requests=1), a_case(2)

    assert whose_code(other, [late, other], AT, given=()) == (late, other)
    assert whose_code(other, [a_case(1, State.READY), other], AT, given=()) == (other,)


def test_a_code_of_two_is_for_both_until_one_is_chosen() -> None:
    """For the life of a code; and who sends one again that came before means no other number than then."""
    chosen, other = a_case(1, chosen_at=AT), a_case(2)
    both = (chosen, other)

    assert whose_code(chosen, both, AT + policy.CODE_LIFE - 1, given=()) == (chosen,)
    assert whose_code(chosen, both, AT + policy.CODE_LIFE, given=()) == both
    assert whose_code(other, both, AT, given=()) == both  # What was chosen is not what the chat is about.
    assert whose_code(chosen, both, AT, given={other.id}) == (other,)
    assert whose_code(other, both, AT, given={chosen.id, other.id}) == both
    assert not is_chosen(other, AT)
