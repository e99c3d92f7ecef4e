"""In whose voice a sentence stands: a named source's, that of whoever spoke before, somebody unnamed's, or nobody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.nlp.grammar.attribution import ACCORDING, SAYS, SPEAKS, THAT, Attribution, SpanIndex, attributions, subject
from kg.nlp.grammar.word_keys import word_key

# Beside those that tell with «أن»: going on, accusing, judging. Who denies something does not state it: no «نفى».
_MORE = frozenset(
    {
        c + word
        for c in ("", "و", "ف")
        for word in (
            "تابعت",
            "شدد",
            "شددت",
            "حذر",
            "حذرت",
            "اتهم",
            "اتهمت",
            "وصف",
            "وصفت",
            "اعتبر",
            "اعتبرت",
            "ادان",
            "ادانت",
            "استنكر",
            "استنكرت",
            "ندد",
            "نددت",
            "رجح",
            "رجحت",
            "لاحظ",
            "لاحظت",
        )
    }
) | {"وتابع", "ونقل", "ونسب", "ونسبت"}
_VERBS = SAYS | SPEAKS | _MORE
# «وكان الوزير فلان قد أعلن أن»: whoever speaks stands before the verb.
_HAD = frozenset({"كان", "كانت", "وكان", "وكانت"})
# «وأضاف البيان أن», «وتابع المصدر نفسه», «ولفت العقيد إلى أن», «وأضاف خلال زيارة»: whoever spoke before goes on.
_SAME = frozenset(
    {
        "البيان",
        "التقرير",
        "المصدر",
        "المصادر",
        "الشهود",
        "المتحدث",
        "المتحدثه",
        "الناطق",
        "المسوول",
        "الوزير",
        "الوزيره",
        "القايد",
        "الضابط",
        "العقيد",
        "العميد",
        "اللواء",
        "الوزاره",
        "المنظمه",
        "الوكاله",
        "المركز",
        "المرصد",
        "ايضا",
        "كذلك",
        "قايلا",
        "قايله",
        "في",
        "خلال",
        "اثناء",
        "عبر",
        "الي",
        "علي",
    }
)
# «وجاء في البيان أن».
_CAME = frozenset({"جاء", "وجاء"})
# «حيث قال: …» anywhere in a sentence.
_WHERE = "حيث"
_WHO = frozenset({"الذي", "التي", "الذين", "قد", "وقد"})
_BEFORE_VERB = frozenset({"كما", "ثم", "وقد", "فيما", "وفيما", "و", "بينما"})
_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")
_QUOTES = _OPENING | _CLOSING | {'"'}
# A country before a colon is what the title is about («سوريا: مقتل …»), not who speaks.
_TITLED = frozenset({"ORGANIZATION", "PERSON", "ARMED_GROUP"})
# Sentences that a quotation may run on over; a mark that never closes opens none longer.
_LONGEST_QUOTATION = 4
# Tokens from a verb to its «أن», and to whom it names.
_TO_THAT, _TO_SOURCE = 16, 10
# From «كان» to the verb.
_TO_VERB = 16


class Voice(NamedTuple):
    """Who speaks in one sentence.

    sources: indices of the mentions that the words quote. stated: what they put into a source's mouth beyond doubt.
    naming, told: token spans, half-open, that say who speaks («المتحدث باسم الجيش، فلان»), and what anybody says.
    continued: nobody is named, and the sentence goes on in the voice before it.
    unnamed: somebody who is no mention is quoted («قال شهود إن»). None of these: the article speaks.
    """

    sources: tuple[int, ...] = ()
    stated: tuple[Attribution, ...] = ()
    naming: tuple[SpanIndex, ...] = ()
    told: tuple[SpanIndex, ...] = ()
    continued: bool = False
    unnamed: bool = False


def voices(
    words: Sequence[str], sentences: Sequence[SpanIndex], mentions: Sequence[tuple[SpanIndex, str]]
) -> list[Voice]:
    """The voice of every sentence.

    words: of an article; sentences: token spans, half-open; mentions: token spans with their entity types.
    RETURNS: as many as there are sentences, in their order.
    """
    keys = [word_key(word) for word in words]
    at = {span[0]: k for k, (span, _) in enumerate(mentions)}
    stated = attributions(words, sentences, mentions)
    found: list[Voice] = []
    quoting = 0
    for start, end in sentences:
        own = [one for one in stated if start <= mentions[one.source][0][0] < end]
        spoken = [one for cue in range(start, end) if (one := _spoken(keys, cue, start, end, at, mentions)) is not None]
        sources = tuple(dict.fromkeys([*(one.source for one in own), *(k for k, _, _ in spoken if k is not None)]))
        naming = tuple(span for _, span, _ in spoken)
        told = (*((one.start, one.end) for one in own), *((begin, end) for _, _, begin in spoken))
        continued = not sources and (quoting > 0 or _goes_on(keys, start, end))
        unnamed = not sources and not continued and any(key in _VERBS or key in ACCORDING for key in keys[start:end])
        found.append(Voice(sources, tuple(own), naming, told, continued, unnamed))
        is_open = _open_at_end(words[start:end], quoting > 0) and (sources or continued or unnamed)
        quoting = (quoting or _LONGEST_QUOTATION + 1) - 1 if is_open else 0
    return found


def _spoken(
    keys: Sequence[str],
    cue: int,
    start: int,
    end: int,
    at: Mapping[int, int],
    mentions: Sequence[tuple[SpanIndex, str]],
) -> tuple[int | None, SpanIndex, int] | None:
    """Of a verb of saying, or the colon that a title opens with: who speaks, the tokens that name it, and the first
    of those that it says."""
    if keys[cue] == ":":
        k = at.get(start)
        titled = k is not None and mentions[k][1] in _TITLED and _joined(keys, start, k, at, mentions)[1] == cue
        return (k, (start, cue), cue + 1) if titled else None
    if keys[cue] not in _VERBS:
        return None
    if keys[start] in _HAD and start < cue <= start + _TO_VERB:
        return _subject(keys, start, cue, at, mentions), (start + 1, cue), cue + 1
    limit = min(end, cue + 1 + _TO_THAT)
    stop = next((i for i in range(cue + 1, limit) if keys[i] in THAT or keys[i] in _VERBS), limit)
    k = _subject(keys, cue, min(stop, cue + 1 + _TO_SOURCE), at, mentions)
    if k is None and (before := _before(keys, cue, start, mentions)) is not None:
        return before, mentions[before][0], cue + 1
    if stop < limit and keys[stop] in THAT:
        return k, (cue + 1, stop), stop + 1
    if k is None:
        return None
    naming, begin = _joined(keys, cue + 1, k, at, mentions)
    # What somebody is accused of, or condemns, is not told in his words.
    return (None if keys[cue] in _MORE else k), naming, begin


def _joined(
    keys: Sequence[str], start: int, k: int, at: Mapping[int, int], mentions: Sequence[tuple[SpanIndex, str]]
) -> tuple[SpanIndex, int]:
    """The tokens from one up to the end of a mention and of those that «و» joins to it, and that end."""
    end = mentions[k][0][1]
    while end in at and keys[end].startswith("و"):
        end = mentions[at[end]][0][1]
    return (start, end), end


def _before(keys: Sequence[str], cue: int, start: int, mentions: Sequence[tuple[SpanIndex, str]]) -> int | None:
    """The mention right before a verb of saying, «لكن الحركة أعلنت», «الوزارة التي ذكرت»: its subject where the verb
    has none behind it."""
    end = cue
    while end > start and (keys[end - 1] in _WHO or not keys[end - 1].isalnum()):
        end -= 1
    for k, ((first, last), kind) in enumerate(mentions):
        if start <= first and last == end and kind in _TITLED:
            # «بأيدي مسلحين قال إنهم …»: they are spoken of.
            return None if keys[cue] in ("قال", "قالت") and not keys[first].startswith("ال") else k
    return None


def _subject(
    keys: Sequence[str], cue: int, stop: int, at: Mapping[int, int], mentions: Sequence[tuple[SpanIndex, str]]
) -> int | None:
    """The mention that is the subject of a cue; after a verb like «اتهم» the first, a person further on is accused."""
    inside = [at[i] for i in range(cue + 1, stop) if i in at]
    if not inside or mentions[inside[0]][1] == "PERSON":
        return inside[0] if inside else None
    return subject(keys, cue, mentions[inside[0]][0][1] if keys[cue] in _MORE else stop, at, mentions)


def _goes_on(keys: Sequence[str], start: int, end: int) -> bool:
    """Whether a verb of saying has no subject of its own, at the opening, «وأضاف أن», «وتابع المصدر لفلان: », or after
    «حيث»."""
    if start == end:
        return False
    opening = start + 1 if keys[start] in _BEFORE_VERB and start + 1 < end else start
    cues = [opening, *(i + 1 for i in range(start, end - 1) if keys[i] == _WHERE)]
    return any((keys[cue] in _VERBS or keys[cue] in _CAME) and _without_subject(keys, cue, end) for cue in cues)


def _without_subject(keys: Sequence[str], cue: int, end: int) -> bool:
    """Whether what is said follows a verb with no more between than «البيان», or what opens with «في» or «خلال»."""
    opens = THAT | _QUOTES | {"عن"} if keys[cue] in SPEAKS else THAT | _QUOTES
    for i in range(cue + 1, min(end, cue + 1 + _TO_THAT)):
        if keys[i] in opens:
            return True
        if keys[cue + 1].isalnum() and keys[cue + 1] not in _SAME:
            return False
    return False


def _open_at_end(words: Sequence[str], quoting: bool) -> bool:
    """Whether a quotation is still open after some words, that was open before them or not."""
    for word in words:
        for mark in word:
            if mark in _OPENING:
                quoting = True
            elif mark in _CLOSING:
                quoting = False
            elif mark == '"':
                quoting = not quoting
    return quoting
