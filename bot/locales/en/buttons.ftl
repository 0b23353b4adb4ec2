# Labels of buttons. No markup: Telegram shows them as they are. Each can be typed as well.
# What else may be typed for a button stands in its words-…, with commas between.

button-yes = Yes, that’s it
words-yes = yes, y, yep, yeah, yup, ok, okay, correct, right, that is right, that is it, sure

button-change-number = Change number
words-change-number = no, n, nope, wrong, wrong number, not this one, other number, another number, different number, change

button-no-code = I need a code
words-no-code = need a code, no code, no code yet, no sms, no call, not received, code not received, nothing came, resend, resend code, send again, new code, send code

button-person = Talk to a person
words-person = person, human, agent, operator, support, customer service, a person please, talk to human

button-bot = Back to the bot
words-bot = bot, robot, to the bot, back to bot, no person, without a person

button-resume = Go on
words-resume = resume, continue, carry on, proceed

button-cancel = Stop
words-cancel = cancel, quit, abort, end

button-status = Where things stand
words-status = status, check status, where are we, progress

button-numbers = Your numbers
words-numbers = numbers, my numbers, all numbers, list, list of numbers, other numbers

button-more-numbers = More numbers
words-more-numbers = more, next, next page, show more

button-help = Help
words-help = what is this, what can you do

button-privacy = Privacy
words-privacy = privacy policy

button-my-data = A copy of my data
words-my-data = my data, data, copy of my data, export my data, what do you know about me

button-forget = Erase my data
words-forget = forget me, delete my data, erase everything, delete everything

button-erase = Yes, erase everything
words-erase = yes erase everything, erase all now

button-keep = Keep my data
words-keep = keep it, keep everything, do not erase, don’t erase

button-verify = Is this bot real?
words-verify = verify, verify bot, check the bot, is this real, are you real, is this a scam, scam, fraud, phishing

button-language = Language · 语言
words-language = language, languages, change language

# A language's own name is the same in every language.
button-english = English
words-english = in english

button-indonesian = Bahasa Indonesia
words-indonesian = indonesian, in indonesian

button-simplified-chinese = 简体中文
words-simplified-chinese = chinese, simplified chinese, in chinese, mandarin

button-traditional-chinese = 繁體中文
words-traditional-chinese = traditional chinese, cantonese

# On a keyboard of its own: Telegram asks back before it shares the number.
share-number = Share my Telegram number
