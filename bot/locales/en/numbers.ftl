# For a customer with several numbers: the list of them, and which of them a code is for. HTML as in screens.ftl.

numbers-title = Your numbers
numbers-part = { $first } to { $last } of { $all }
numbers-line = { $number }: { $state }
numbers-line-current = { $number }: { $state } – you are on this one
numbers-choose = Press a number to go on with it, or type its last four digits.

which-number-title = Which number is this code for?
which-number = It could be for more than one of your numbers, so it was not handed in. No try was used. Press the number it is for, then send the code once more.
which-number-reply = You can also send a code as a reply to the message about its number.

# What a number is called, also on its button.
number-called = Number { $digits }
number-called-case = Case { $case }
number-called-both = Number { $digits }, case { $case }

# Where a number stands.
number-is-asking-number = number not given yet
number-is-confirming-number = waits for your “yes”
number-is-preparing = being looked at
number-is-ready = ready for a code
number-is-appointed = code at the time you chose
number-is-requesting = code on its way
number-is-waiting-code = waits for a code
number-is-prechecking = code being checked
number-is-checking = code being checked
number-is-settling = result being found out
number-is-paused = paused
number-is-held = on hold, not because of you
number-is-verified = verified, not live yet
number-is-registering = verified, not live yet
number-is-live = live
number-is-cancelled = stopped
number-is-expired = closed for now
