"""What an invitation may say, wherever it is made."""

import re

SPACE = re.compile(r"[A-Za-z0-9-]{1,64}")
"""Both shapes of a CustSpaceId (cams-api.md section 1.6): a long number, or `cams-…`."""

INVITATION_DAYS = 7
"""A link lives a week: long enough to reach a busy customer, short enough not to lie about for ever."""

LONGEST_LABEL = 64
"""A label is a name, not a letter: it stands on every card."""
