"""What XML can hold."""

from __future__ import annotations

import re
from typing import Final

FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even as references (section 2.2)."""


def remove_forbidden(text: str) -> str:
    r"""Return a text without the characters that XML cannot hold.

    >>> remove_forbidden("Qərar\x07")
    'Qərar'
    """
    return FORBIDDEN.sub("", text)
