"""Which pieces of a tokenizer stay when its vocabulary is cut to a corpus, and the tokenizer that has only these.

Works on the content of `tokenizer.json`. A text whose pieces all stay is cut into the same pieces as before:
- Unigram takes the best of all paths, and a path of pieces that stay is still the best. Only the penalty of an unknown
  character hangs on the vocabulary (lowest score less a constant), therefore the piece of lowest score stays.
- WordPiece takes the longest piece that fits, and one that stays is still the longest. (A word that was unknown as a
  whole, because its rest fitted no piece, may now be cut otherwise and become known.)
"""

from __future__ import annotations

import copy
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kg.errors import ModelError

# Share of a corpus' letters from which on a script belongs to it, and all its single letters stay.
_SCRIPT_SHARE = 0.001
_WORD_START = "▁"  # SentencePiece's mark


def check_kind(tokenizer: Mapping[str, Any], where: str) -> None:
    """RAISES ModelError where the vocabulary is of a kind that cannot be cut."""
    kind = tokenizer["model"]["type"]
    if kind not in ("Unigram", "WordPiece"):
        hint = "byte-pair merges build on each other; take an encoder of another kind"
        raise ModelError(f"tokenizer of kind {kind}; only Unigram and WordPiece can be trimmed", where=where, hint=hint)


def choose_pieces(tokenizer: Mapping[str, Any], counts: Mapping[int, int], min_count: int) -> list[int]:
    """Ids that stay, in the order of their new ids.

    counts: how often the corpus has each piece, by id.
    RETURNS: pieces seen at least min_count times; all added and special tokens; and single characters, on which words
    fall back whose pieces are gone: ASCII, punctuation, what the corpus has, and the scripts it is written in.
    """
    pieces = _pieces(tokenizer)
    seen: Counter[str] = Counter()
    for number, count in counts.items():
        for char in pieces.get(number, ""):
            seen[char] += count
    letters = Counter({c: n for c, n in seen.items() if unicodedata.category(c)[0] == "L"})
    by_script: Counter[str] = Counter()
    for char, count in letters.items():
        by_script[_script(char)] += count
    scripts = {name for name, n in by_script.items() if n >= _SCRIPT_SHARE * letters.total()}

    def fallback(piece: str) -> bool:
        if len(piece) != 1:
            return False
        kind = unicodedata.category(piece)[0]
        return piece in seen or piece.isascii() or kind == "P" or (kind in "LMN" and _script(piece) in scripts)

    model = tokenizer["model"]
    added = {token["id"]: token["content"] for token in tokenizer["added_tokens"]}
    keep = _needed(model) | {number for number in added if number in pieces}
    for number, piece in pieces.items():
        if counts.get(number, 0) >= min_count or fallback(_bare(piece, model)):
            keep.add(number)
    # Tokens that were added to the model's own stand behind them: the library numbers them so when it reads the file.
    return sorted(keep) + sorted(number for number in added if number not in pieces)


def cut_tokenizer(tokenizer: Mapping[str, Any], kept: list[int]) -> dict[str, Any]:
    """Content of the `tokenizer.json` whose pieces are `kept`, numbered in that order."""
    new_id = {old: new for new, old in enumerate(kept)}
    cut: dict[str, Any] = copy.deepcopy({k: v for k, v in tokenizer.items() if k != "model"})
    model = dict(tokenizer["model"])
    if model["type"] == "Unigram":
        model["vocab"] = [model["vocab"][old] for old in kept if old < len(model["vocab"])]
        model["unk_id"] = new_id.get(model["unk_id"])
    else:
        pieces = _pieces(tokenizer)
        model["vocab"] = {pieces[old]: new for old, new in new_id.items() if old in pieces}
    cut["model"] = model
    for token in cut["added_tokens"]:
        token["id"] = new_id[token["id"]]
    cut["added_tokens"].sort(key=lambda token: token["id"])
    if cut.get("padding"):
        cut["padding"]["pad_id"] = new_id[cut["padding"]["pad_id"]]
    if cut.get("post_processor"):
        _renumber(cut["post_processor"], new_id)
    return cut


def _pieces(tokenizer: Mapping[str, Any]) -> dict[int, str]:
    model = tokenizer["model"]
    if model["type"] == "Unigram":
        return {number: piece for number, (piece, _) in enumerate(model["vocab"])}
    return {number: piece for piece, number in model["vocab"].items()}


def _needed(model: Mapping[str, Any]) -> set[int]:
    """Ids without which the model does not work, or works otherwise."""
    if model["type"] == "WordPiece":
        return {model["vocab"][model["unk_token"]]}
    vocabulary = model["vocab"]
    needed = {min(range(len(vocabulary)), key=lambda k: vocabulary[k][1])}
    needed |= {k for k, (piece, _) in enumerate(vocabulary) if piece == _WORD_START}
    if model["unk_id"] is not None:
        needed.add(model["unk_id"])
    if model.get("byte_fallback"):
        needed |= {k for k, (piece, _) in enumerate(vocabulary) if piece.startswith("<0x")}
    return needed


def _bare(piece: str, model: Mapping[str, Any]) -> str:
    """A piece without the mark of its place in the word."""
    return piece.removeprefix(_WORD_START if model["type"] == "Unigram" else model["continuing_subword_prefix"])


def _script(char: str) -> str:
    """The script of a letter, mark or digit, as the first word of its Unicode name has it: ARABIC, LATIN, CJK."""
    return unicodedata.name(char, "").removeprefix("EXTENDED ").replace("-", " ").partition(" ")[0]


def _renumber(processor: dict[str, Any], new_id: Mapping[int, int]) -> None:
    """Post-processors name the special tokens that they put around a text by id as well."""
    for inner in processor.get("processors", []):
        _renumber(inner, new_id)
    if processor["type"] == "TemplateProcessing":
        for token in processor["special_tokens"].values():
            token["ids"] = [new_id[old] for old in token["ids"]]
    elif processor["type"] in ("BertProcessing", "RobertaProcessing"):
        for name in ("sep", "cls"):
            token, old = processor[name]
            processor[name] = [token, new_id[old]]
