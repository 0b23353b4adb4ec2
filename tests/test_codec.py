"""What is stored can be read again, by newer versions and by older ones."""

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.codec import decode_budget, decode_case, decode_effect, encode_budget, encode_case, encode_effect
from bot.flow.effects import DeleteMessage, Effect, SendCopy
from bot.flow.model import Budget, Case, CaseId, Offers, State
from bot.flow.staff import AnswerStaff, DeepLink, Key, Line, Moment, Named, Ours, SendEvidence, Value

texts = st.text(max_size=20)
cases = st.from_type(Case)
effects = st.one_of(*(st.from_type(kind) for kind in get_args(Effect)))


@given(cases)
def test_a_case_comes_back_without_its_budget(case: Case) -> None:
    """The budget is the number's, and stored with it; what we offer is the operator's, an incident everybody's."""
    own = replace(case, budget=Budget(), offers=Offers(), incident=None, trial=None)
    assert decode_case(encode_case(case)) == own


@given(st.from_type(Budget))
def test_a_budget_comes_back(budget: Budget) -> None:
    """With every try and its fingerprint."""
    assert decode_budget(encode_budget(budget)) == budget


@given(effects)
def test_an_effect_comes_back(effect: Effect) -> None:
    """Whole, under the name of its kind."""
    kind, data = encode_effect(effect)

    assert kind == type(effect).__name__
    assert decode_effect(kind, data) == effect


def test_the_stored_form_is_kept() -> None:
    """What this version writes, as bytes: a change of it needs a migration, and a change of this test says so."""
    case = Case(id=CaseId(3), chat_id=7, state=State.WAITING_CODE, space="cams-1", phone="6281", deadline=9)

    assert encode_case(case) == (
        b'{"id":3,"chat_id":7,"state":"waiting_code","space":"cams-1","phone":"6281","deadline":9}'
    )
    assert encode_budget(Budget()) == "{}"
    assert [encode_effect(effect) for effect in _one_of_each(case)] == [
        (
            "Show",
            b'{"case":' + encode_case(case) + b',"screen":"ask-code","at":1}',
        ),
        ("DeleteMessage", b'{"chat_id":7,"message_id":5}'),
        ("TellStaff", b'{"reason":"verified","case":{"chat_id":7},"at":1}'),
        ("ReadStatus", b'{"chat_id":7,"case_id":3,"call":1,"space":"s","phone":"6281"}'),
        ("ReadNumbers", b'{"chat_id":7,"case_id":3,"call":1,"space":"s","phone":"6281","wait":5}'),
        ("SubmitCode", b'{"chat_id":7,"case_id":3,"call":2,"space":"s","phone":"6281","code":"000123"}'),
        ("ReadWaba", b'{"chat_id":7,"case_id":3,"call":1,"space":"s","phone":"6281"}'),
        ("Initiate", b'{"chat_id":7,"case_id":3,"call":2,"space":"s","phone":"6281"}'),
        (
            "RequestCode",
            b'{"chat_id":7,"case_id":3,"call":2,"space":"s","phone":"6281","channel":"sms","language":"id","in_hand_at":9}',
        ),
        ("Register", b'{"chat_id":7,"case_id":3,"call":2,"space":"s","phone":"6281"}'),
        ("SendCopy", b'{"chat_id":7}'),
        ("AnswerStaff", ANSWER),
        ("SendEvidence", b'{"chat_id":-9,"case_id":3,"at":1,"thread_id":5,"reply_to":6}'),
        ("TellTopic", b'{"notice":{"reason":"live","case":{"chat_id":7},"at":1}}'),
        ("KeepTopic", b'{"case_id":3,"at":1}'),
        ("ToStaff", b'{"case_id":3,"chat_id":7,"message_id":5,"at":1,"kind":"voice"}'),
        (
            "ToCustomer",
            b'{"case_id":3,"chat_id":7,"group_id":-9,"message_id":5,"at":1,"language":"id","text":"a"}',
        ),
        ("TakeList", b'{"chat_id":-7,"at":1,"reply_to":5,"by":8,"file_id":"f"}'),
        ("SendLinks", b'{"chat_id":-7,"at":1,"rows":[' + MADE + b"]}"),
        ("SendCodes", b'{"chat_id":-7,"at":1,"thread_id":4,"rows":[' + MADE + b"]}"),
        ("SendCases", b'{"chat_id":-7,"at":1,"state":"held"}'),
    ]


MADE = b'{"line":2,"id":3,"space":"s","token":"t","phrase":"p","until":9,"phone":"7890"}'

ANSWER = (
    b'{"chat_id":-7,"at":9,"paragraphs":[[{"text":"a","values":{"b":"7","c":7,"d":{"at":7},"e":{"name":"7"},'
    b'"f":{"token":"7"},"g":{"text":"7"}}}]],"keys":[[{"label":"h","copies":{"token":"7"}}]],"tap":"7"}'
)


def test_what_an_answer_is_made_of_comes_back_as_it_was() -> None:
    """A text of ours, a name, an instant and a link are not taken for each other, nor for what somebody wrote."""
    values: dict[str, Value] = {"b": "7", "c": 7, "d": Moment(7), "e": Named("7"), "f": DeepLink("7"), "g": Ours("7")}
    answer = AnswerStaff(
        chat_id=-7,
        at=9,
        paragraphs=((Line("a", values),),),
        keys=((Key(label="h", copies=DeepLink("7")),),),
        tap="7",
    )

    assert decode_effect("AnswerStaff", ANSWER) == answer
    assert encode_effect(answer) == ("AnswerStaff", ANSWER)


def _one_of_each(case: Case) -> list[Effect]:
    call = {"chat_id": 7, "case_id": CaseId(3), "space": "s", "phone": "6281"}
    return [
        decode_effect("Show", json.dumps({"case": _plain(case), "screen": "ask-code", "at": 1}).encode()),
        DeleteMessage(chat_id=7, message_id=5),
        decode_effect("TellStaff", b'{"reason": "verified", "case": {"chat_id": 7}, "at": 1}'),
        *(
            decode_effect(kind, json.dumps({**call, **more}).encode())
            for kind, more in (
                ("ReadStatus", {"call": 1}),
                ("ReadNumbers", {"call": 1, "wait": 5}),
                ("SubmitCode", {"call": 2, "code": "000123"}),
                ("ReadWaba", {"call": 1}),
                ("Initiate", {"call": 2}),
                ("RequestCode", {"call": 2, "channel": "sms", "language": "id", "in_hand_at": 9}),
                ("Register", {"call": 2}),
            )
        ),
        SendCopy(chat_id=7),
        decode_effect("AnswerStaff", ANSWER),
        SendEvidence(chat_id=-9, case_id=CaseId(3), at=1, thread_id=5, reply_to=6),
        decode_effect("TellTopic", b'{"notice": {"reason": "live", "case": {"chat_id": 7}, "at": 1}}'),
        decode_effect("KeepTopic", b'{"case_id": 3, "at": 1}'),
        decode_effect("ToStaff", b'{"case_id": 3, "chat_id": 7, "message_id": 5, "at": 1, "kind": "voice"}'),
        decode_effect(
            "ToCustomer",
            b'{"case_id": 3, "chat_id": 7, "group_id": -9, "message_id": 5, "at": 1, "language": "id", "text": "a"}',
        ),
        decode_effect("TakeList", b'{"chat_id": -7, "at": 1, "reply_to": 5, "by": 8, "file_id": "f"}'),
        decode_effect("SendLinks", b'{"chat_id": -7, "at": 1, "rows": [' + MADE + b"]}"),
        decode_effect("SendCodes", b'{"chat_id": -7, "at": 1, "thread_id": 4, "rows": [' + MADE + b"]}"),
        decode_effect("SendCases", b'{"chat_id": -7, "at": 1, "state": "held"}'),
    ]


def _plain(case: Case) -> object:
    return json.loads(encode_case(case))


def test_fields_of_a_newer_version_are_ignored() -> None:
    """A replica that is not updated yet goes on reading what an updated one writes."""
    stored = b'{"chat_id": 7, "state": "waiting_code", "deadline": 9, "invented_later": {"a": [1]}}'

    assert decode_case(stored) == Case(chat_id=7, state=State.WAITING_CODE, deadline=9)
    assert decode_effect("DeleteMessage", b'{"chat_id": 7, "message_id": 5, "invented_later": 1}') == DeleteMessage(
        chat_id=7, message_id=5
    )
    assert decode_budget('{"tries": [{"at": 5, "invented_later": 1}]}').tries[0].at == 5


def test_fields_of_an_older_version_are_enough() -> None:
    """What was written before a field existed has its default; a number without a row was never tried."""
    assert decode_case(b'{"chat_id": 7}') == Case(chat_id=7)
    assert decode_budget("") == Budget()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b'{"chat_id": "seven"}', b"\xff", b'{"chat_id":7,"state":"x"}']
)
def test_what_is_no_case_is_refused(data: bytes) -> None:
    """With a `ValueError`, not with half a case."""
    with pytest.raises(ValueError, match="validation error"):
        decode_case(data)


def test_an_unknown_kind_is_refused() -> None:
    """An effect of a newer version is no effect of ours."""
    with pytest.raises(KeyError):
        decode_effect("SendPigeon", b"{}")


def test_every_effect_has_a_stored_form() -> None:
    """None is forgotten when one is added."""
    assert set(get_args(Effect)) == {type(effect) for effect in _one_of_each(Case(chat_id=7))}
