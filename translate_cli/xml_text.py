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


def escape_text(text: str) -> str:
    r"""Return a text as it stands between tags; a carriage return would be read as a line feed.

    >>> escape_text("AT & T <az>\r")
    'AT &amp; T &lt;az&gt;&#13;'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def escape_attribute(text: str) -> str:
    r"""Return a text as it stands between the double quotes of an attribute.

    >>> escape_attribute('"a"\t<b>')
    '&quot;a&quot;&#9;&lt;b&gt;'
    """
    text = escape_text(text).replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;")
