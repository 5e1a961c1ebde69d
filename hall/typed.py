"""What people type and scanners read, in the signs of a plain keyboard: where every look-up by it begins."""

import re
import unicodedata

LONGEST = 300
"""No code of ours is longer; what is longer is nothing."""
_SIGNS = str.maketrans({"、": "/", "。": ".", "—": "-", "–": "-", "‐": "-"})
"""What a keyboard that is set to Chinese makes of a scanner's signs."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
"""What a copied text carries along: a contact's number often stands between marks of direction."""
_BETWEEN = re.compile(r"[\W_]+")


def plain(typed: str) -> str:
    """Return `typed` in half width and with a plain keyboard's signs, e.g. an address; capitals stay as they are."""
    if len(typed) > LONGEST:
        return ""
    return unicodedata.normalize("NFKC", typed.replace("——", "_")).translate(_SIGNS)


def bare(typed: str) -> str:
    """Return `typed` in capitals and without what stands between letters and digits, e.g. a number."""
    return _BETWEEN.sub("", plain(typed)).upper()


def telephone(typed: str) -> str:
    """Return `typed`, a telephone number, as a plain keyboard writes it."""
    return " ".join(_UNSEEN.sub("", plain(typed)).split())
