"""The command that prints what was found."""

import asyncio
import time
from typing import Annotated

import typer

from bot.terminal import AsJson, out, print_json
from bot.terms import SPACE

from .judging import Finding, Verdict
from .looking import check_all

_STYLES = {Verdict.OK: "green", Verdict.NOTE: "cyan", Verdict.WRONG: "bold red", Verdict.UNCHECKED: "yellow"}


def doctor(
    space: Annotated[str, typer.Option(help="Look at this customer's space too (CustSpaceId).")] = "",
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Check settings, database, keys, Telegram, CAMS and the clock; say how to mend what is wrong. Changes nothing."""
    if space and not SPACE.fullmatch(space):
        raise typer.BadParameter("letters, digits and dashes only, as in the CAMS console", param_hint="--space")
    findings = asyncio.run(check_all(time.time, space=space))
    is_well = all(finding.verdict is not Verdict.WRONG for finding in findings)
    if as_json:
        print_json({"ok": is_well, "checks": [_as_json(finding) for finding in findings]})
    else:
        for finding in findings:
            print_finding(finding)
    if not is_well:
        raise typer.Exit(1)


def print_finding(finding: Finding) -> None:
    """Say it, in a line."""
    out.print(f"{finding.verdict:10}", style=_STYLES[finding.verdict], end="", highlight=False)
    fix = f" → {finding.fix}" if finding.fix else ""
    out.print(f"{finding.check:12} {finding.said}{fix}", markup=False, highlight=False, soft_wrap=True)


def _as_json(finding: Finding) -> dict[str, str]:
    return {"check": finding.check, "verdict": finding.verdict, "said": finding.said, "fix": finding.fix}
