"""The rules of the workflow, by what they are about. `bot.flow.machine` says which holds when."""
