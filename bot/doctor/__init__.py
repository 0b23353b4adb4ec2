"""What is the matter with this installation: looks that change nothing, and what they mean with the way to mend it.

`looking` asks the world and hands facts on, `judging` says what they mean and knows no world, `command` prints it.
"""
