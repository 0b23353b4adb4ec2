"""The staff's side: what is said and pressed in their group, who may do it, and what follows.

`reading` says what was meant and `authority` who may; both are pure. `actions` is the one table of all there is to do.
To add something to do, write a function like those of `people` and give it a row there: whoever may types its name
after a slash, or presses a button that carries the same (`Key.command`). `front` is where the conversation comes in.
"""
