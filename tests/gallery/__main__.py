"""Write the gallery to a file: `python -m tests.gallery build/screens.html`, which `make screens` does."""

import sys
from pathlib import Path

from tests.gallery.page import page


def main() -> None:
    """Write it, and say where."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.gallery FILE.html")
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{target.resolve().as_uri()}\n")


main()
