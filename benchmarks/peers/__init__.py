"""Two ordinary bots doing our bot's job, written as each library's own guide has it: small, plain and fair.

Both hold the same conversation as ours and make the same requests for it: eight to Telegram (four messages, an
answered tap with its edit, a deletion, an edit into the result; one of the messages is the staff's) and two to
the provider. What they leave out is what ours adds: an inbox that survives a kill, calls made at most once,
settlement, encryption, pacing, deadlines.
"""
