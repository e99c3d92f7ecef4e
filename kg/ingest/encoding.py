"""Which encoding bytes are in: Unicode by its marks and validity, Arabic code pages by what they make of the bytes."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from kg.ingest.setaside import Rejection

SAMPLE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1256", "iso8859_6")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")
_HINT = "save it as UTF-8"


def detect_encoding(sample: bytes) -> str:
    """Name of the Python codec that reads a file.

    sample: the file's first bytes, at most `SAMPLE` are looked at; it may end within a character.
    RAISES Rejection: the bytes are not text, or no codec fits them.
    """
    sample = sample[:SAMPLE]
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls:
        # UTF-16 without its mark: ASCII has a NUL and every Arabic letter a 06 in its other byte.
        if wide := _utf16(sample):
            return wide
        if b"\0" in sample or controls > len(sample) / 100:
            raise Rejection("binary", "binary file, not text", "give text, html, jsonl or csv")
    if _is_utf8(sample):
        return "utf-8"
    return _code_page(sample)


def decode(data: bytes) -> str:
    """Text of a whole file. Bytes that its encoding does not have become lone surrogates, which `damaged` finds.

    RAISES Rejection: as `detect_encoding`.
    """
    encoding = detect_encoding(data)
    return data.decode(encoding, error_handler(encoding))


def error_handler(encoding: str) -> str:
    """Handler that keeps damage visible in the decoded text, so that one bad line does not cost the whole file."""
    return "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def damaged(text: str) -> bool:
    """Whether text holds lone surrogates: bytes outside the file's encoding, or half an escaped pair in JSON."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_utf8(sample: bytes) -> bool:
    """Whether all, or all but a little damage, is UTF-8. (A code page's letters hardly ever form valid sequences.)"""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    bad = sum("\udc80" <= c <= "\udcff" for c in text)
    good = sum(c > "\x7f" for c in text) - bad
    return bad == 0 or good > 10 * bad


def _utf16(sample: bytes) -> str | None:
    even = sample[: len(sample) // 2 * 2]
    scores = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = even.decode(name, "replace")
        scores[name] = sum(_is_plausible(c) for c in text) / max(len(text), 1)
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.9 else None


def _code_page(sample: bytes) -> str:
    """Of the two Arabic code pages the one that gives more letters and fewer strangers; else what the library finds."""
    scores = {name: _arabic_score(sample.decode(name, "replace")) for name in _CODE_PAGES}
    best = max(scores.values())
    fits = [name for name in _CODE_PAGES if scores[name] == best]
    if best > 0 and len(fits) == 1:
        return fits[0]
    isolation = fits if best > 0 else None
    found = from_bytes(sample, cp_isolation=isolation).best()
    if found:
        return found.encoding
    if best > 0:
        return fits[0]
    raise Rejection("encoding", "its encoding is not recognised", _HINT)


def _arabic_score(text: str) -> int:
    letters = sum(_is_letter(c) for c in text)
    strangers = sum(c > "\x7f" and not _is_plausible(c) for c in text)
    return letters - 2 * strangers


def _is_letter(char: str) -> bool:
    return "\u0621" <= char <= "\u064a" and char != "\u0640"


def _is_plausible(char: str) -> bool:
    """Whether Arabic news has this character: ASCII, Arabic block, general punctuation, «», presentation forms."""
    return (
        " " <= char <= "~"
        or char in "\t\n\r\f\v\ufeff\u00a0«»"
        or "\u0600" <= char <= "\u06ff"
        or "\u2000" <= char <= "\u206f"
        or "\ufb50" <= char <= "\ufefc"
    )
