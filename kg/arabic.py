"""The one normaliser: every string that is compared with another passes through it. Stored and shown text never does.

Built on Unicode categories, not on lists of Latin letters: no letter of any script is erased.
"""

from __future__ import annotations

import unicodedata

_TATWEEL = "\u0640"
# Letters that newspapers write in more than one way. Persian and Urdu forms come from foreign keyboards.
_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ک": "ك",
        "ڤ": "ف",
        "گ": "غ",
        "چ": "ج",
        "پ": "ب",
        "ژ": "ج",
    }
)


def match_key(text: str) -> str:
    """Key under which spellings of the same Arabic (or other) words are equal.

    Compatibility forms are decomposed (NFKC), marks, tatweel and invisible format characters dropped, letters with
    several spellings folded (hamza carriers, alef maqsura, ta marbuta, Persian keyboards), digits of any script made
    ASCII, case folded, and runs of anything that is neither letter nor digit made one space. Idempotent.

    text (str): as written.
    RETURNS (str): the key; empty when text has no letter or digit.
    """
    # NFD splits a hamza off its carrier («ؤ» → و + mark); dropping marks afterwards folds carriers in any encoding.
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", " ".join(decomposed.translate(_KEPT).split())).translate(_FOLD)


class _Kept(dict[int, str | None]):
    """What becomes of each character of a decomposed text, found out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        kept: str | None = char
        if category[0] == "M" or category == "Cf" or char == _TATWEEL:
            kept = None
        elif category == "Nd":
            kept = str(unicodedata.decimal(char))
        elif category[0] not in "LN":
            kept = " "
        self[code] = kept
        return kept


_KEPT = _Kept()
