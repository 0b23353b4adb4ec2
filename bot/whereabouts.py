"""Where the staff's group is: a group that becomes a supergroup is another chat from then on, with another id."""


class Whereabouts:
    """What the staff's group is called by now. There is one for all parts of a process that write or listen there.

    `set_to` is what the settings say, 0 where there is no group. `is_kept`: the database knows as well.
    """

    def __init__(self, set_to: int, *, moved_to: int = 0) -> None:
        self.set_to = set_to
        self.moved_to: int = moved_to
        self.is_kept = True

    @property
    def chat_id(self) -> int:
        """The group as it is called now."""
        return self.moved_to or self.set_to

    def is_it(self, chat_id: int) -> bool:
        """Whether that chat is the group: what was written before it moved came from the old one."""
        return bool(self.set_to) and chat_id in {self.set_to, self.moved_to}

    def current(self, chat_id: int) -> int:
        """The chat to write to where that one is meant."""
        return self.chat_id if self.is_it(chat_id) else chat_id

    def move(self, to: int) -> None:
        """Follow the group, because Telegram said so; the database is yet to hear of it."""
        if to not in {self.moved_to, self.set_to}:
            self.moved_to, self.is_kept = to, False
