"""The rules for Prometheus and the dashboard: they can be read, ask for what there is, and each says what to do."""

import json
import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from promql_parser import MatchOp, VectorSelector
from starlette.requests import Request

from bot.exposition import Exposition
from bot.health import Health
from bot.store import Store
from db.encryption import Cipher
from db.engine import open_engine
from tests.support.office import KEY, Time

ROOT = Path(__file__).parents[1]
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
ALERTS: list[dict[str, Any]] = [rule for group in RULES for rule in group["rules"]]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy" / "dashboard.json").read_text(encoding="utf-8"))
OF_PROMETHEUS = {"job", "instance"}
"""Labels that it gives itself."""


def selectors(expression: str) -> list[VectorSelector]:
    """Every series that a rule asks for."""
    found: list[VectorSelector] = []

    def visit(part: promql_parser.Expr) -> None:
        if isinstance(part, VectorSelector):
            found.append(part)
        elif isinstance(part, promql_parser.MatrixSelector):
            found.append(part.vector_selector)

    promql_parser.walk(promql_parser.parse(expression), visit)
    return found


async def series(url: str) -> list[tuple[str, dict[str, str]]]:
    """Every series that the program shows, with its labels, from the first moment on."""
    store = Store(open_engine(url), Cipher([KEY]))
    shown = await Exposition(store, Health([]), clock=Time(), steady=Time()).receive(Request({"type": "http"}))
    await store.close()
    text = bytes(shown.body).decode()
    return [
        (sample.name, sample.labels) for family in text_string_to_metric_families(text) for sample in family.samples
    ]


def matches(selector: VectorSelector, name: str, labels: dict[str, str]) -> bool:
    """Whether a rule's selector picks a series."""
    for matcher in selector.matchers.matchers:
        assert matcher.op in (MatchOp.Equal, MatchOp.Re), "not in use, so not known here"
        words = matcher.value.split("|") if matcher.op == MatchOp.Re else [matcher.value]
        if matcher.name not in OF_PROMETHEUS and labels.get(matcher.name) not in words:
            return False
    return selector.name == name


async def test_rules_ask_for_what_there_is(sqlite_url: str) -> None:
    """Each selector picks a series, with every word that it names: a rule with a typing error never fires."""
    shown = await series(sqlite_url)
    lost = []
    for rule in ALERTS:
        for selector in selectors(rule["expr"]):
            if selector.name == "up":  # Prometheus's own.
                continue
            assert any(matcher.name == "job" for matcher in selector.matchers.matchers), rule["alert"]
            picked = [labels for name, labels in shown if matches(selector, name, labels)]
            lost += [] if picked else [rule["alert"]]
            for matcher in selector.matchers.matchers:
                if matcher.op == MatchOp.Re:
                    words = set(matcher.value.split("|"))
                    lost += [f"{rule['alert']}: {word}" for word in words - {each[matcher.name] for each in picked}]

    assert lost == []


async def test_the_dashboard_asks_for_what_there_is(sqlite_url: str) -> None:
    """Each of its panels, and nothing of anybody's but this program's; a panel with a typing error stays empty."""
    shown = await series(sqlite_url)
    asked = [(panel["title"], target["expr"]) for panel in DASHBOARD["panels"] for target in panel["targets"]]
    picked = {
        (title, expression): all(
            any(matches(selector, name, labels) for name, labels in shown) for selector in selectors(expression)
        )
        for title, expression in asked
    }

    assert [what for what, is_there in picked.items() if not is_there] == []
    assert [expression for _, expression in asked if 'job="bot"' not in expression] == []
    asked_for = {selector.name for _, expression in asked for selector in selectors(expression)}
    counted = {name for name, _ in shown if name.startswith("bot_") and not name.endswith(("_sum", "_count"))}
    assert counted - asked_for == {"bot_serving", "bot_ready", "bot_database_read", "bot_rows_taken_over_total"}


def test_the_test_above_finds_typing_errors() -> None:
    """A wrong name and a wrong word pick nothing."""
    labels = {"outcome": "buried"}
    picks = {
        'bot_updates_total{job="bot",outcome="buried"}': True,
        'bot_updates_total{job="bot",outcome="burried"}': False,
        'bot_updates{job="bot",outcome="buried"}': False,
        'bot_updates_total{job="bot",outcome=~"lost|buried"}': True,
        'bot_updates_total{job="bot",result="buried"}': False,
    }
    found = {text: matches(selectors(f"rate({text}[5m]) > 1")[0], "bot_updates_total", labels) for text in picks}

    assert found == picks


@pytest.mark.parametrize("rule", ALERTS, ids=[rule["alert"] for rule in ALERTS])
def test_each_rule_is_whole(rule: dict[str, Any]) -> None:
    """As Prometheus wants it, with whom to wake and one line of what is the matter."""
    assert re.fullmatch(r"Bot[A-Z]\w+", rule["alert"])
    assert rule.keys() - {"for"} == {"alert", "expr", "labels", "annotations"}
    assert re.fullmatch(r"\d+[smh]", rule.get("for", "1m"))
    assert rule["labels"].keys() == {"severity"}
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"].keys() == {"summary"}
    assert "\n" not in rule["annotations"]["summary"]


def test_each_alert_says_what_to_do() -> None:
    """One paragraph in docs/operations.md, in the order of the rules, and none for what is no alert."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.partition("\n## Alerts\n")[2].partition("\n## ")[0]
    paragraphs = re.findall(r"^\*\*(\w+)\.\*\* (.+(?:\n.+)*)", section, re.MULTILINE)

    assert [name for name, _ in paragraphs] == [rule["alert"] for rule in ALERTS]
    assert [name for name, said in paragraphs if len(said.split()) < 10] == []
