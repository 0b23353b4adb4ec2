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

staff-invite-usage = <code>/invite SPACE +NUMBER LANGUAGE LABEL</code> makes a link. Number, language (en, id, zh-Hans, zh-Hant) and label may be left out.
staff-invite-space = That is no space: letters, digits and dashes only, as in the CAMS console. No link was made.
staff-invite-number = That is no whole number: it takes a plus and the country code. No link was made.
staff-invite-label = That label will not do: a short name in one line is enough. No link was made.
staff-invite-link = { $whose }, into <code>{ $space }</code>: { $link }
staff-invite-phrase = It works once, for one person, until { $moment }. By the phrase <code>{ $phrase }</code> the customer knows this bot from a copy: tell them by another way than the link.

staff-key-newest = Newest
staff-key-older = Older
staff-key-look-again = Look again
staff-key-extend = Allow one more
staff-key-settle = Ask WhatsApp now
staff-key-register = Let the number move
staff-key-copy-phrase = Copy the phrase

# Beside the commands, in the menu of the staff group. No markup.
staff-command-cases = list cases, all or those in one state
staff-command-case = look at one case
staff-command-find = find cases by label or last four digits
staff-command-invite = make a link for a customer
staff-command-extend = allow one more code and one more try
staff-command-settle = ask WhatsApp now what became of a code
staff-command-register = let a verified number move
