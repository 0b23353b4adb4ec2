# The card of a case, in its topic: a line each.
topic-state = Now: { $state }
topic-with-a-person = The customer is with a person: what they write comes here.
topic-taken-by = In the hands of: { $person }
topic-waits = The customer has waited for an answer since { $moment }.
topic-tries = Tries left: { $tries }
topic-unreachable = Telegram does not deliver to this customer.
topic-requested = Code asked for: { $moment }
topic-verified = Verified: { $moment }
topic-ordered = Move ordered: { $moment }
topic-deadline = Something happens by itself: { $moment }

# What stands in a topic for what is not shown there.
topic-withheld = The customer has sent a code, or something that looks like one. It went to the bot and is not shown here.
topic-not-shown = The customer has sent something that cannot be shown here.

# What staff read when they take a case, write, and give it back; the menu of their commands without markup.
staff-taken = Taken. The customer has been told that a person is here. What you write in this topic, or in reply to the card, goes to them; a message that begins with <code>//</code> stays here.
staff-released = Released: nobody looks after this case just now. The customer is still with a person, so please let somebody else take it.
staff-back = The bot goes on with the customer, from the same step. What you write here does not reach them any more.
staff-back-already = The customer is with the bot already. Nothing was changed.
staff-not-passed-on = Not sent: the customer is with the bot, and not with a person. Take the case to write to them. What is for colleagues only begins with <code>//</code>.
staff-assign-usage = Answer a message of the colleague with <code>/assign</code>, or with <code>/assign</code> and the number of the case. They must be of the staff.
staff-which-case = Which case? Write it in the case’s topic, in reply to its card, or with its number behind the command. Nothing was changed.
staff-key-take = Take
staff-key-release = Release
staff-key-back = Back to the bot

staff-command-take = look after a case yourself
staff-command-assign = let a colleague look after a case
staff-command-release = let somebody else look after a case
staff-command-back = let the bot go on alone with a customer

# Answers that staff have ready.
staff-canned-title = <b>Answers at hand</b>
staff-canned-one = <code>{ $name }</code> · { $languages }
staff-canned-usage = To say one, write <code>/canned</code> and its name in the case’s topic, or press its button there; the customer reads it in their language. To keep one: <code>/canned add</code>, its name in small letters, a language (<code>en</code>, <code>id</code>, <code>zh-Hans</code>, <code>zh-Hant</code>) and the text. To drop one: <code>/canned remove</code> and its name.
staff-canned-added = Kept: <code>{ $name }</code>, in <code>{ $spoken }</code>.
staff-canned-removed = Dropped: <code>{ $name }</code>.
staff-canned-unknown = There is no such answer. <code>/canned</code> shows all of them.
staff-canned-many = There are as many as can be kept. Drop one first.
staff-canned-said = Sent to the customer: { $text }

staff-command-canned = answers at hand, to say or to keep
