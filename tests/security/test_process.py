"""What a running process gives away to others on its machine: nothing that the log would not."""

import json
import os
import signal
from pathlib import Path

import pytest

from chaos.waiting import until
from tests.support import program
from tests.support.office import KEY
from tests.support.town import KEY_SECRET, TOKEN, town


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells of other processes' limits")
async def test_a_running_bot_keeps_its_secrets_to_itself(tmp_path: Path) -> None:
    """No core dump, nothing in its command line, a database for its owner alone; an open `.env` is said to be one."""
    (tmp_path / ".env").write_text("DEFAULT_LANGUAGE=en\n")
    (tmp_path / ".env").chmod(0o644)
    async with town() as world:
        settings = {**world.settings(f"sqlite:///{tmp_path}/data/bot.db", KEY), "LOG_FORMAT": "json"}
        process = await program.start("run", settings=settings, folder=tmp_path)
        try:
            await until(lambda: any(call.method == "getUpdates" for call in world.telegram.calls), "the first poll")
            seen = Path(f"/proc/{process.pid}")
            limits = next(line for line in (seen / "limits").read_text().splitlines() if "core file" in line)
            command = (seen / "cmdline").read_bytes() + (seen / "comm").read_bytes()
            others = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "data").iterdir()}
            environment = (seen / "environ").stat()
        finally:
            process.send_signal(signal.SIGTERM)
        ended = await program.ended(process)

    assert limits.split()[4] == "0", "the soft limit of core files"
    assert [secret for secret in (TOKEN, KEY, KEY_SECRET) if secret.encode() in command] == []
    assert others == dict.fromkeys(others, 0)
    assert (environment.st_mode & 0o077, environment.st_uid) == (0, os.getuid())
    warnings = [json.loads(line) for line in ended.err.splitlines()]
    assert [line["mend"] for line in warnings if line["event"].endswith("can read .env")] == ["chmod 600 .env"]
    assert ended.code == 0
