# --- Who is asking. A phrase is what the customer was told by another way; a contact is a person whom they know there.

contact = your contact
contact-at = your contact at { $vendor }
phrase-title = First, check that it is us
phrase = By another way, { $contact } has told you a phrase. It must be this: <b>{ $phrase }</b>. If it differs, or nobody told you one, answer nothing here and ask { $contact }. More: /verify

verify-title = How to check this bot
verify-address = <b>The address:</b> this bot is @{ $username }. Compare it letter by letter with what { $contact } tells you by telephone. A copy may look the same.
verify-address-there = <b>The address:</b> this bot is @{ $username }. Compare it letter by letter with { $url }, which you type yourself. A copy may look the same.
verify-phrase = <b>The phrase:</b> <b>{ $phrase }</b>. It is the one that { $contact } told you by another way. A copy does not know it.
verify-phrase-later = <b>The phrase:</b> once you have opened your personal link, we show you the phrase that you were told by another way, before we ask for anything.
verify-never = <b>Never:</b> { never-asked } Without an invitation we ask for nothing at all.
verify-doubt = <b>In doubt:</b> write nothing more here, and call { $contact } on a number that you had before.

never-asked = We never ask for Telegram login codes, bank codes, passwords or two-step PINs.

# What phrases are made of: 64 everyday things that nobody confuses when they are read over the telephone.
phrase-words = apple, anchor, basket, bell, bridge, butter, candle, carpet, castle, cherry, cloud, coffee, copper, cotton, dolphin, eagle, feather, forest, garden, ginger, hammer, honey, island, ivory, jacket, kettle, ladder, lantern, lime, marble, meadow, mirror, mountain, needle, ocean, olive, orange, paper, pearl, pepper, pillow, pocket, rabbit, ribbon, river, saddle, sailor, silver, spoon, summer, thunder, tiger, tulip, umbrella, valley, velvet, violin, walnut, whistle, window, winter, wagon, barrel, button
