"""`python -m bot …`."""

from .cli import main

main()
