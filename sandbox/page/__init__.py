"""The page to play in: the customer's Telegram, their phone and the staff group side by side, and the switches.

- `server` serves the files in `static`, a stream of pictures of the world, and takes in what people do.
- `picture` draws the world as JSON; `hints` says what to do next.
- `acts` are the things that a person can do on the page.
"""
