# What staff are answered when they look at cases, or do something about one. `{ $whose }` is label and last four digits.

staff-cases-title = <b>Cases</b>, the newest first
staff-cases-row = { $command } · { $whose } · { $state }
staff-cases-none = There are none.
staff-cases-states = There is no such state. These are: { $states }
staff-find-usage = What are you looking for? <code>/find</code> takes a part of a label, the last four digits of a number, or the number of a case.
staff-find-cut = There may be more: only the newest cases were searched, and only the first that fit are shown.

staff-case-title = <b>{ $case }</b> · { $whose }
staff-case-state = Where it stands: { $state }
staff-case-left = Left today: { $tries } tries, { $codes } codes
staff-case-deadline = Next deadline: { $moment }
staff-case-fault = Last problem: { $what }
staff-case-unreachable = Telegram does not reach this customer.
staff-case-unknown = There is no such case, or it was erased. <code>/find</code> looks by label or last four digits, <code>/cases</code> lists them.

staff-extend-done = One more code and one more try for { $case }. The customer is told.
staff-extend-left = Nothing was changed: { $case } still has codes and tries left.
staff-extend-locked = Nothing was changed: WhatsApp has locked the number of { $case }, and trying earlier makes that longer.
staff-extend-often = Nothing was changed: for { $case } that was done as often as is safe, once in an hour and twice in a day.
staff-extend-step = Nothing was changed: the customer of { $case } is not at the code just now.

staff-settle-done = WhatsApp is being asked about { $case } now. The customer is told as soon as the outcome is known; no try is used.
staff-settle-nothing = Nothing to do: no outcome is being looked for in { $case }.

staff-register-sure = This lets the number of { $whose } move into <code>{ $space }</code>. The old provider stops working with it, and there is no way back. To go on, send <code>{ $command }</code> with the last four digits of the number behind it.
staff-register-other-digits = Those are not the last four digits of { $whose }. Nothing was done. To let it move into <code>{ $space }</code>, send <code>{ $command }</code> with the right ones behind it.
staff-register-done = The move of { $case } is ordered. The customer and this group are told when the number is live.
staff-register-not = Nothing was ordered: { $case } is not verified, its move was ordered already or cannot be ordered any more, or the bot’s setting REGISTER leaves it to the console.

staff-resume-title = <b>What holds customers up now</b>
staff-resume-row = { $what }: <code>{ $command }</code>
staff-resume-usage = Once it is mended, send its command. For one case that is on hold by itself, send <code>/resume</code> with its number.
staff-resume-done = Noted as mended: { $what }. WhatsApp is asked for each customer on hold, those first who may have a living code; who gets through hears at once that they can go on. If the same comes again, you read it here. No try is used.
staff-resume-done-unread = Noted as mended: { $what }. Customers on hold are told in order that they can go on, those first who may have a living code. No read can tell whether it is: the first code will. If the same comes again, you read it here, and everybody waits once more.
staff-resume-nothing = Nothing was changed: nobody is known to be held up by this: { $what }.
staff-resume-not-held = Nothing was changed: { $case } is not on hold.
staff-resume-all = Nothing was changed: { $case } waits for what holds everybody up just now. Say that that is mended, and all go on.
staff-resume-one = { $case } goes on: the customer is told that they can, or WhatsApp is asked first where a read can tell. No try is used.

staff-request-sms = WhatsApp is asked to send a code by SMS for { $case }: the customer said of late that the phone is in their hand. It counts as one of the day’s codes.
staff-request-voice = WhatsApp is asked to call the number of { $case } with a code: the customer said of late that the phone is in their hand. It counts as one of the day’s codes.
staff-request-asked = Nothing was sent for { $case } yet: the customer has not said of late that the phone is in their hand. They are asked now, and the code goes out as soon as they choose SMS or a call.
staff-request-step = Nothing was sent: the customer of { $case } is not where a code can be sent.
staff-request-not-ours = Nothing was sent for { $case }: the bot’s setting <code>OFFER_CODE_REQUEST</code> leaves that to the console.
staff-request-no-tries = Nothing was sent for { $case }: the number has no try left, so a code could not be handed in.
staff-request-held-up = Nothing was sent for { $case }: something holds everybody up just now, and a code could not be handed in.
staff-request-not-yet = Nothing was sent for { $case }: another code can be sent from { $moment } on.

staff-unlock-sure = WhatsApp has locked the number of { $whose }. The bot waits for a day, because trying earlier makes that longer. Unlock it only if WhatsApp or Alibaba Cloud has said that the lock is gone. It can be done once a day.
staff-unlock-done = { $case } is unlocked. The customer is told that they can go on.
staff-unlock-later = { $case } is unlocked, but the number has used up its tries: the next one is there at { $moment }. The customer is told.
staff-unlock-step = Nothing was changed: the customer of { $case } is not at the code just now.
staff-unlock-not-locked = Nothing was changed: WhatsApp has not locked the number of { $case }, as far as the bot knows. For one more try there is <code>/extend</code>.
staff-unlock-often = Nothing was changed: { $case } was unlocked within a day and locked again. Each lock lasts longer than the one before.

staff-close-sure = This ends the case of { $whose }. The customer is told, and cannot go on until it is opened again.
staff-close-done = { $case } is closed. The customer is told.
staff-close-step = Nothing was changed: { $case } is closed already.
staff-close-busy = Nothing was changed: a code of { $case } is being checked. Close it once the outcome is known.
staff-close-proven = Nothing was changed: the number of { $case } is verified, so nothing is asked of the customer any more.
staff-reopen-done = { $case } is open again. The customer is told, and asked to confirm the number.
staff-reopen-step = Nothing was changed: { $case } is not closed.

staff-revoke-done = The link is taken back: whoever opens it now reads that it is no longer valid.
staff-revoke-over = Nothing was changed: that link was over already.
staff-revoke-used = Nothing was changed: somebody has opened that link, and has { $case } by it. To end that, close the case.
staff-revoke-unknown = There is no such link. <code>/revoke</code> takes the link itself, or the number of an invitation, which stands beside its link.

staff-invite-usage = <code>/invite SPACE +NUMBER LANGUAGE LABEL</code> makes a link. Number, language (en, id, zh-Hans, zh-Hant) and label may be left out.
staff-invite-space = That is no space: letters, digits and dashes only, as in the CAMS console. No link was made.
staff-invite-number = That is no whole number: it takes a plus and the country code. No link was made.
staff-invite-label = That label will not do: a short name in one line is enough. No link was made.
staff-invite-link = Invitation <code>{ $number }</code> · { $whose }, into <code>{ $space }</code>: { $link }
staff-invite-phrase = It works once, for one person, until { $moment }. By the phrase <code>{ $phrase }</code> the customer knows this bot from a copy: tell them by another way than the link.

staff-list-made =
    { $links ->
        [one] One link was made. The list with it follows.
       *[other] { $links } links were made. The list with them follows, and a picture of each.
    }
staff-list-nothing = <b>No link was made.</b> Mend this in the file and send it again:
staff-list-more = And { $more } more.
staff-list-space = Line { $line }: that is no space. It takes letters, digits and dashes, as in the CAMS console.
staff-list-number = Line { $line }: that is no whole number. It takes the country code.
staff-list-rounded = Line { $line }: the spreadsheet has rounded the number. Make the column text, and enter it anew.
staff-list-language = Line { $line }: there is no such language. There are <code>en</code>, <code>id</code>, <code>zh-Hans</code> and <code>zh-Hant</code>.
staff-list-label = Line { $line }: that label will not do. A short name in one line is enough.
staff-list-twice = Line { $line }: a line above has the same number in the same space.
staff-list-taken = Line { $line }: a customer has an open case for that number in that space.
staff-list-encoding = The file is not written in UTF-8. In a spreadsheet, save it as «CSV UTF-8».
staff-list-unreadable = That is no CSV file: a quotation mark is missing, or there is something else between the cells.
staff-list-headings = The first line must have the headings: <code>space,number,language,label</code>. All but the space may be left out.
staff-list-many = There are too many lines: a file may have { $most } customers.
staff-list-empty = There are headings and no customers.
staff-list-unfetched = Telegram does not hand the file out, or it is too large: a list of customers has some kilobytes.

staff-export-coming = The file follows, with the newest { $most } cases at most. Of numbers it has only how they end.
staff-qr-usage = <code>/qr</code> makes a picture of a link, for a phone to read. Answer the message with the link, or put the link behind it.

staff-invite-draft = <code>{ $draft }</code>
staff-invite-ask-space = Which space does the number move into? Answer this message with its CustSpaceId.
staff-invite-ask-label = What is the customer called? Answer this message with a short name, or with <code>-</code> for none.
staff-invite-ask-language = Which language do they read? Press a button, or answer this message with it.
staff-invite-ask-number = Which number is it? Answer this message with plus and country code, or with <code>-</code>, and the customer gives it.
staff-invite-language = There is no such language. There are <code>en</code>, <code>id</code>, <code>zh-Hans</code> and <code>zh-Hant</code>.

staff-key-newest = Newest
staff-key-older = Older
staff-key-look-again = Look again
staff-key-extend = Allow one more
staff-key-settle = Ask WhatsApp now
staff-key-register = Let the number move
staff-key-resume = Fixed, resume
staff-key-request-sms = Have an SMS sent
staff-key-request-voice = Have a call made
staff-key-unlock = Unlock
staff-key-unlock-sure = It is unlocked
staff-key-close = Close
staff-key-close-sure = Close it now
staff-key-reopen = Open again
staff-evidence = What is known of { $case }, as a file for the provider’s support. It is sealed: <code>python -m bot verify-evidence FILE</code> says whether anybody has changed it.
staff-key-evidence = Evidence
staff-key-revoke = Take the link back
staff-key-qr = As a picture (QR)
staff-key-any-language = As their app has it
staff-key-copy-reference = Copy the reference
staff-key-copy-phrase = Copy the phrase

# Beside the commands, in the menu of the staff group. No markup.
staff-command-cases = list cases, all or those in one state
staff-command-case = look at one case
staff-command-find = find cases by label or last four digits
staff-command-invite = make a link for a customer
staff-command-revoke = take a link back
staff-command-qr = make a picture of a link
staff-command-export = have the list of cases as a file
staff-command-extend = allow one more code and one more try
staff-command-settle = ask WhatsApp now what became of a code
staff-command-register = let a verified number move
staff-command-resume = say that what held customers up is mended
staff-command-request = have a code sent to a customer
staff-command-unlock = take WhatsApp’s lock off a number
staff-command-close = close a case
staff-command-reopen = open a closed case again
staff-command-evidence = a sealed file on a case, for the provider’s support
