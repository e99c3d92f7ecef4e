"""Tokenizer rules for Arabic news, on top of spaCy's Arabic language data.

Clitics stay on their word (offsets then need no repair); what spaCy's rules miss is cut: a final full stop after a
digit, quote or bracket, Arabic punctuation inside a word, units stuck to digits.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_ARABIC = "\u0620-\u064a"
_DIGIT = "0-9\u0660-\u0669"
_SUFFIXES = (
    rf"(?<=[{_DIGIT}])\.",
    r"(?<=[)\]”’\"'»%…؟!،؛])\.",
    rf"(?<=[{_ARABIC}\u064b-\u0652])\.",
    rf"(?<=[{_DIGIT}])(?:كم|كلم|م|هـ|%|٪)",
    r"[“”«»،؛؟…]",
)
_PREFIXES = (r"[“”«»،؛؟…#]",)
_INFIXES = (
    r"[،؛؟#]",
    rf"(?<=[{_ARABIC}])[:/\-–—_\"“”«»(](?=[{_ARABIC}])",
    rf"(?<=[{_ARABIC}])\.{{2,}}",
    rf"(?<=[{_ARABIC}])\.(?=[{_ARABIC}]{{3,}})",
)
# spaCy reads these common words as abbreviations and rewrites their NORM.
_NOT_ABBREVIATIONS = frozenset({"أنا", "نا", "ثنا", "ثنى"})


@registry.tokenizers("isnad.ArabicTokenizer.v1")
def create_arabic_tokenizer() -> Callable[[Language], Tokenizer]:
    """Registered tokenizer: takes a blank `ar` pipeline, gives its tokenizer with the rules above."""

    def make(nlp: Language) -> Tokenizer:
        defaults = nlp.Defaults
        exceptions = {k: v for k, v in (defaults.tokenizer_exceptions or {}).items() if k not in _NOT_ABBREVIATIONS}
        return Tokenizer(
            nlp.vocab,
            rules=exceptions,
            prefix_search=compile_prefix_regex([*(defaults.prefixes or ()), *_PREFIXES]).search,
            suffix_search=compile_suffix_regex([*(defaults.suffixes or ()), *_SUFFIXES]).search,
            infix_finditer=compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer,
            token_match=defaults.token_match,
            url_match=defaults.url_match,
        )

    return make
