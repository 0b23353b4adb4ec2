# What a customer sees. HTML as Telegram knows it: <b>, <i>, <code>.
# Say what happened, what to do, whether a try was used, and when. Calm and short; never blame.
# «Verified» is not «live»: a verified number has not moved yet.

step = Step { $step } of { $steps }

need-invitation =
    <b>This bot works by invitation</b>

    It helps businesses move their WhatsApp Business number to Alibaba Cloud. To begin, open the personal link that your vendor has sent you.

    Without an invitation we never ask for a number or a code.

ask-number-title = Which number is moving?
ask-number =
    Type the WhatsApp Business number that is moving, with its country code, for example +62 812 3456 7890.

    The button below shares the number of <b>this Telegram account</b>. Use it only if that is the number that is moving.

confirm-number-title = Is this the number that is moving?
for-label = For: { $label }
confirm-number-given = The code will go to this number, so please look at every digit.
confirm-number-expected = It comes from your invitation. If it is not right, please talk to a person.

ask-code-title = Send the code from WhatsApp
ask-code =
    WhatsApp sends a 6-digit code to <b>{ $number }</b> by SMS or call. If none has come, press “{ button-no-code }”.

    When you have it, paste it here; the whole SMS will do. It works once, usually for about 10 minutes.

    { never-asked }
tries-left = You have { $tries } tries left.
no-try-left = You have no try left until { $moment }.
last-try = You have one try left. Another miss pauses this number until { $moment }.

checking-title = Checking the code with WhatsApp…
checking = This usually takes a few seconds. There is nothing you need to do.
checking-in-line = Many codes are being checked just now. Yours is number { $place } in line, so it takes about { $seconds } seconds. No try has been used so far. There is nothing you need to do.

settling-title = The answer is late
settling =
    We are finding out what became of your code. It was handed in once and will not be handed in again, so it costs one try at most.

    There is nothing you need to do. Please don’t send the code again; we write as soon as we know.
settling-for-long =
    WhatsApp’s side does not tell us yet what became of your code. We look every few minutes, and our team has been told. It was handed in once and will not be handed in again, so it costs one try at most.

    There is nothing you need to do. Please don’t send the code again; we write as soon as we know, even if it takes hours.

paused-title = A pause for this number
paused = Its tries are used up for now. The pause lasts until { $moment }, so that WhatsApp does not lock the number for longer.
paused-by-whatsapp = WhatsApp says there were too many tries, and takes no code for this number now. We wait until { $moment }: trying earlier could make it longer.
paused-then = We will write to you then. You will need a new code, so please wait before asking for one.

held-title = On hold, not because of you
held-until-mended = Our team has been told and will let you know when you can go on. Until then there is nothing you need to do.
held-until-it-works = Our team has been told. We look again every few minutes and write to you when you can go on. Until then there is nothing you need to do.
held-new-code = You will need a new code then.

verified-title = Verified
verified =
    WhatsApp has confirmed that this number is yours.

    It is not live with its new provider yet: our team does that last step. Until then WhatsApp keeps working with your current provider.

    There is nothing you need to do now.

cancelled-title = Stopped
cancelled = Nothing was changed: WhatsApp keeps working as before.

expired-title = Closed for now
expired =
    { $days ->
        [one] We have heard nothing for a day, so this is closed for now.
       *[other] We have heard nothing for { $days } days, so this is closed for now.
    } Nothing was changed: WhatsApp keeps working as before.

may-go-on = You can go on here until { $moment }.
may-not-go-on = Your invitation has ended. To start again, please ask your vendor for a new link.
may-be-opened = Our team can open it again. If you want to go on, please tell them.

person-called-title = Our team has been told
person-called = A person of our team answers you here, in this chat: what you write or send from now on goes to them. Your case number is { $case }. { never-as-a-picture }
person-there = Our team is there now.
person-back = Our team is not there just now, and answers from { $moment } on.

never-as-a-picture = Send a code as text only: then the bot takes it, and nobody else sees it. In a picture or a voice message, people would.

with-person-title = With our team
with-person = What you write and send here goes to a person of our team, who answers you here. { never-as-a-picture }
person-says = Our team

code-wanted-title = Our team has been told
code-wanted =
    They will have WhatsApp send a new code to <b>{ $number }</b>. Please keep that phone at hand: it can take a few minutes. When the code arrives, paste it here; use the newest message.

    If no SMS arrives, tell a person: WhatsApp can call instead. Somebody must answer that call directly; it cannot get through a phone menu.

help =
    <b>What this bot does</b>

    It hands in the code that WhatsApp sends you, so that your WhatsApp Business number can move to Alibaba Cloud. { never-asked }

help-typing = Every button can also be typed.

privacy =
    <b>What we keep, and why</b>

    <b>Purpose:</b> to prove to WhatsApp that the number is yours, so that it can move. Nothing else.
    <b>Your code:</b> encrypted until it is handed in, then erased; so is your message with it. Only a mark stays, by which we recognise the same code again.
    <b>Kept:</b> your Telegram account’s id, your language, the number (encrypted), and what happened when.
    <b>Who has it:</b> the team that invited you. Alibaba Cloud and WhatsApp receive the number and the code.
    <b>How long:</b> number, name and account until { $days } days after all is over; what happened, without them, { $records } days more. For a copy: /mydata. To erase it: /forgetme.

my-data =
    <b>Your data</b>

    Here comes a file with what we keep about you: your numbers, what happened when, and what we asked WhatsApp. It can be read with any text program. Codes are not in it, because we do not keep them.

my-data-later =
    <b>Your data</b>

    We sent you a file with your data less than an hour ago; it is further up in this chat. The next one can be made from { $moment } on.

nothing-kept =
    <b>Nothing to send or erase</b>

    Without an invitation we keep only this account’s id and the language you chose. They are erased { $days } days after you first wrote, so there is nothing to send, and nothing more to erase.

forget =
    <b>Erase your data?</b>

    <b>Goes:</b> your numbers, names, the link to this account, links for colleagues, what we still had to say here.
    <b>Stays, without your name:</b> how many codes a number has used, under a scrambled key, so that WhatsApp’s limits hold; and what happened when, for { $records } days. What is in this chat you can delete yourself.
    <b>What follows:</b> a move that is not finished ends here. A number that is verified still has to be moved by our team, who will no longer know whose it is: talk to a person first if you want that. To come back you need a new invitation. It cannot be undone.

forget-later =
    <b>Your data will be erased soon</b>

    A step for { $number } is under way at WhatsApp and cannot be called back. It usually takes a minute or two. Once it has ended, what is left is erased by itself, and you get a receipt here; until then, this number cannot be gone on with. Your other numbers, if you had any, are erased already. If you have changed your mind, press “{ button-keep }”.
forget-later-number = your number

forgotten =
    <b>Your data is erased</b>

    Since { $moment } nothing here says any more whose it was. Reference: { $case }. Keep it if you want to ask about this later.

    To begin again, open a new invitation. Tries that a number has used stay counted.

choose-language = Choose a language:

# --- Times of day. $hour and $minute have two digits; $zone is the last part of its name (Hong_Kong) or UTC, $city is how
# this language calls it.

time-zone =
    { $zone ->
        [UTC] UTC
       *[other] { $city } time
    }
clock = { $hour }:{ $minute } { time-zone }
day-and-clock =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }, { $hour }:{ $minute } { time-zone }
