"""What stands in `.env`, read back as the program reads it; and the policy, as the README has it."""

import json
import re
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.model import Offers, Registering
from bot.settings import ENVIRONMENT
from bot.setup.filling import UnsayableError, filled, policy

ROOT = Path(__file__).parents[2]
TEMPLATE = (ROOT / ".env.example").read_text(encoding="utf-8")


@given(st.dictionaries(st.sampled_from(sorted(ENVIRONMENT)), st.text(st.characters(codec="utf-8"), max_size=60)))
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]) -> None:
    """Any value, with `${…}` taken for what it says; or it is refused, by its name alone."""
    if any(re.search(r"['\\]|\$\{|[\x00-\x1f\x7f]", value) for value in values.values()):
        with pytest.raises(UnsayableError, match=r"^[A-Z_]+$"):
            filled(TEMPLATE, values)
        return
    text = filled(TEMPLATE, values)
    file = tmp_path_factory.getbasetemp() / "env"
    file.write_text(text, encoding="utf-8")

    said = {name: value for name, value in values.items() if value}
    assert {name: value for name, value in dotenv_values(file, encoding="utf-8").items() if value} == said


def test_the_template_stays_as_it_explains() -> None:
    """Each setting stands where it is explained, and the rest of the file is as it was."""
    text = filled(TEMPLATE, {"LOG_FORMAT": "json", "STAFF_CHAT_ID": "-100"})

    changed = [new for old, new in zip(TEMPLATE.splitlines(), text.splitlines(), strict=True) if old != new]
    assert changed == ["STAFF_CHAT_ID=-100", "LOG_FORMAT=json"]


def test_the_policy_has_what_the_steps_need() -> None:
    """Nothing more while all steps are staff's; with all of them the one that the README shows."""
    least = ["ChatappMigrationVerified", "GetPhoneNumberVerificationStatus", "QueryChatappPhoneNumbers"]
    shown = json.loads(re.findall(r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0])
    whole = policy(Offers(code_request=True, initiate=True, register=Registering.AUTO))

    assert policy(Offers()) == {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Action": [f"cams:{name}" for name in least], "Resource": "*"}],
    }
    shown["Statement"][0]["Action"].sort()
    assert whole == shown
