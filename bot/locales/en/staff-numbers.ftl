# What staff read of how it goes, in numbers. `{ $times }` is how often.

staff-stats-title = <b>Numbers</b>: { $span } ({ $days })
staff-stats-milestone = { $what }: { $times }
staff-stats-milestone-share = { $what }: { $times } ({ $share } %)
staff-stats-success = Of those that came to an end, { $share } % were verified.
staff-stats-took = From the opened link to verified: up to { $median } for half of them, up to { $ninth } for nine of ten.
staff-stats-left = Stopped or fell silent: { $times }
staff-stats-state = – { $state }: { $times }
staff-stats-codes-sms = Codes by SMS: { $arrived } of { $asked } came.
staff-stats-codes-voice = Codes by call: { $arrived } of { $asked } came.
staff-stats-networks = Codes that came, by network, since counting began:
staff-stats-network = – { $network }: SMS { $sms }, call { $calls }. Recommended first: { $first }
staff-stats-faults = What went wrong:
staff-stats-fault = – { $fault }: { $times }
staff-stats-waiting = Under way now: { $times }
staff-stats-none = Nothing came to an end in this time.
staff-stats-file = Day by day, what was counted: a table for a spreadsheet. No customer is in it.
staff-stats-usage = <code>/stats</code> shows the numbers of today, <code>/stats week</code> and <code>/stats month</code> those of seven and of thirty days. <code>/stats picture week</code> draws them, <code>/stats file month</code> sends a table for a spreadsheet.

staff-relearn-sure = The bot recommends a call first where SMS have not come in a carrier’s network. This forgets what it has learned of all networks, so that SMS comes first again where the kind of number does not forbid it; the numbers by day stay. To do it, press the button, or send <code>/relearn yes</code>.
staff-relearn-done = Done: from now on the bot learns anew in which networks codes come.

staff-digest-when = The numbers of the day before come here each day at { $clock }, { $zone }; next at { $moment }.
staff-digest-none = No numbers are sent by themselves.
staff-digest-off = Done: no numbers are sent by themselves any more.
staff-digest-unread = That time or zone is not known. Nothing was changed.
staff-digest-usage = <code>/digest 09:00 Asia/Jakarta</code> has the numbers of the day before sent each day at that time, <code>/digest off</code> ends it.

staff-span-today = today
staff-span-yesterday = yesterday
staff-span-week = the last seven days
staff-span-month = the last thirty days

staff-milestone-invited = Links made
staff-milestone-opened = Link opened
staff-milestone-number = Number confirmed
staff-milestone-code-sent = Code on its way
staff-milestone-code-given = Code handed in
staff-milestone-verified = Verified
staff-milestone-live = Live

staff-channel-sms = SMS
staff-channel-voice = Call

staff-duration-seconds = { $number } s
staff-duration-minutes = { $number } min
staff-duration-hours = { $number } h
staff-duration-days = { $number } d

# In the picture. No markup.
staff-chart-title = Numbers: { $span }
staff-chart-milestones = How far customers came
staff-chart-days = By day
staff-chart-verified = Verified
staff-chart-left = Stopped or silent
staff-chart-codes = Codes that came

staff-key-stats-today = Today
staff-key-stats-week = Seven days
staff-key-stats-month = Thirty days
staff-key-stats-picture = As a picture
staff-key-stats-file = As a file
staff-key-stats-relearn = Learn anew
staff-key-relearn = Yes, learn anew

# Beside the commands, in the menu of the staff group. No markup.
staff-command-stats = numbers of today, a week or a month
staff-command-digest = the numbers of a day, each day
staff-command-relearn = learn anew in which networks codes come
