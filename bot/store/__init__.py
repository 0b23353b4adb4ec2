"""The one door to the database: a transaction in which everything that belongs together becomes true together.

Nobody below commits, and nobody awaits the outside world while a transaction is open.
"""

from db.encryption import token_hash
from db.erasing import START, Erasable, Finished, Place
from db.heartbeat import Return
from db.inbox import Arrival, Undecided
from db.levels import MOST_CASES, Levels
from db.outbox import Claimed
from db.tables import OPEN_STATES

from .erasing import Erased, Old
from .incidents import Ended
from .links import Found
from .looking import Invited, Token
from .notices import Notice, incident_key
from .rows import ACTIONS, NOTICE_LANES, Chat, Queue, queue_of, refused_lane
from .staff import Chain, Deed, StaffLink
from .tallies import Digest, date_of, day_of, sort_of
from .topics import Topic
from .transactions import Store, Transaction

__all__ = [
    "ACTIONS", "MOST_CASES", "NOTICE_LANES", "OPEN_STATES", "START", "Arrival", "Chain", "Chat", "Claimed", "Deed",
    "Digest", "Ended", "Erasable", "Erased", "Finished", "Found", "Invited", "Levels", "Notice", "Old", "Place",
    "Queue", "Return", "StaffLink", "Store", "Token", "Topic", "Transaction", "Undecided", "date_of", "day_of",
    "incident_key", "queue_of", "refused_lane", "sort_of", "token_hash",
]  # fmt: skip
