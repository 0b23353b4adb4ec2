"""Secrets: none in a log, an unencrypted column, the database's file or the staff's group (guarantee 7)."""

import json
import re
from collections import Counter
from collections.abc import Iterator

from bot.redaction import HIDDEN

from ..evidence import Evidence

_CODE = re.compile(r"\d{6}")


def written_down(evidence: Evidence) -> Iterator[str]:
    """What is secret and can be read somewhere."""
    codes = {secret: kind for secret, kind in evidence.secrets.items() if _CODE.fullmatch(secret)}
    others = {secret: kind for secret, kind in evidence.secrets.items() if secret not in codes}
    for where, text in evidence.written.items():
        readable = _without_times(text) if where == "the log" else text
        # A code is found as a word of its own: within an id or encrypted text six digits mean nothing.
        words = Counter(re.findall(r"(?<![\w.=+/-])\d{6}(?![\w.=+/-])", readable))
        for code in words.keys() & codes.keys():
            yield f"{codes[code]} in {where}"
        for secret, kind in others.items():
            if secret in readable or (kind == "a number" and secret in _digits_together(where, readable)):
                yield f"{kind} in {where}"
        if where == "the log" and HIDDEN in readable:
            yield "something that the log's net caught"
        if "ACS3-HMAC" in readable or "Signature=" in readable:
            yield f"a signature in {where}"


def _without_times(log: str) -> str:
    lines: list[str] = []
    for line in log.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            lines.append(line)
        else:
            told.pop("timestamp", None)
            told.pop("request_id", None)
            lines.append(json.dumps(told))
    return "\n".join(lines)


def _digits_together(where: str, text: str) -> str:
    """Numbers as people write them, without what stands between their digits; of what people read only."""
    return re.sub(r"[ ()+-]", "", text) if where in {"the log", "the staff group"} else ""
