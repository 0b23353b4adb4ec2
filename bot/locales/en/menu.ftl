# Texts that Telegram shows around the chat. No markup: they are shown as they are.

# Beside the commands, in the menu and on the help page.
command-start = begin, or see where things stand
command-status = see where things stand
command-numbers = see all your numbers, and choose one
command-resend = ask for a code, or for a new one
command-human = talk to a person
command-language = change the language
command-cancel = stop
command-privacy = what we keep, and why
command-mydata = get a copy of what we keep about you
command-forgetme = have what we keep about you erased
command-verify = check that this bot is real
command-help = what this bot does

# On the bot's profile: at most 120 characters.
description-short = Verifies WhatsApp Business numbers that move to Alibaba Cloud. By invitation only.

# Before the first message, above Start: at most 512 characters.
description = This bot hands in the code that WhatsApp sends to your company’s number, so that the number can move to Alibaba Cloud. You need the personal link that your vendor has sent you. { never-asked }

# The bot's name, where the vendor is named: at most 64 characters together.
bot-title = { $vendor } · number check
