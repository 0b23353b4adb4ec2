"""The process that plays Telegram, the provider and the customers: `python -m benchmarks.fake_server --script NAME`.

It speaks JSON lines with the harness: it says `{"port": N}` when it listens and `{"ready": true}` when the bot polls
for the first time; each line it reads is an `Order`, each line it answers a `Measured`. It ends with its input.
"""

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Mapping

from .contestants import CONTESTANTS
from .customers import Crowd
from .fake_cams import FakeCams
from .fake_telegram import FakeTelegram
from .http_protocol import HttpConnection, Reply, Request
from .load import Load, Order


def say(line: Mapping[str, object]) -> None:
    """Tell the harness."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def serve(*, script: str, round_trip: float, cams_delay: float) -> None:
    """Listen on a free port of the loopback and carry out orders until the input ends. Delays are in seconds."""
    loop = asyncio.get_running_loop()
    cams = FakeCams()
    crowd = Crowd(CONTESTANTS[script].script, cams.accepted)
    load = Load(crowd)
    telegram = load.telegram = FakeTelegram(crowd, round_trip=round_trip, act=load.act)

    def route(request: Request, reply: Reply) -> None:
        if request.target.startswith(b"/bot"):
            telegram.serve(request, reply)
        elif cams_delay:
            loop.call_later(cams_delay, reply, cams.answer(request))
        else:
            reply(cams.answer(request))

    server = await loop.create_server(lambda: HttpConnection(route), "127.0.0.1", 0, backlog=512)
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    say({"port": server.sockets[0].getsockname()[1]})
    ready = asyncio.create_task(tell_first_poll(telegram))
    while line := await orders.readline():
        measured = await load.run(Order(**json.loads(line)))
        say(measured.to_json())
    ready.cancel()


async def tell_first_poll(telegram: FakeTelegram) -> None:
    """Tell the harness when the bot is there."""
    await telegram.polled.wait()
    say({"ready": True})


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", required=True, choices=list(CONTESTANTS))
    parser.add_argument("--rtt-ms", type=float, default=0)
    parser.add_argument("--cams-ms", type=float, default=0)
    arguments = parser.parse_args()
    gc.disable()  # a pause here would be counted as the bot's; the process lives a minute and makes few cycles
    asyncio.run(serve(script=arguments.script, round_trip=arguments.rtt_ms / 1000, cams_delay=arguments.cams_ms / 1000))


if __name__ == "__main__":
    main()
