"""Fuzz one target: `python -m tests.fuzz TARGET [FILE | -libFuzzer-option …] [CORPUS]`; CONTRIBUTING.md says how.

Needs `atheris`, which is no requirement of ours: its wheels exist for few platforms, and the suite does without it.
"""

import sys

import atheris  # type: ignore[import-untyped]  # -- see above

with atheris.instrument_imports(include=["bot", "tests.fuzz.targets"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run until told to stop, or once for each file that is named."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {{{'|'.join(TARGETS)}}} [FILE | -OPTION …] [CORPUS]")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


main()
