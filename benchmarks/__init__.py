"""Measure our bot against two ordinary ones, on the same fake Telegram and provider. See README.md beside this."""
