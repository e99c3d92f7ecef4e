"""A corpus as blocks of pieces of one length, each with the special tokens that the encoder expects around a text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import InputError

_WORD_START = "▁"
_FILES = ("pieces.npy", "words.npy")


@dataclass(frozen=True)
class Blocks:
    """pieces: blocks × length, ids; words: blocks × length, number of the word within its block, 0 for special tokens.

    Articles follow each other in a block, parted by the separator: no piece is padding.
    """

    pieces: npt.NDArray[np.int32]
    words: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.pieces)

    def digest(self) -> str:
        """SHA-256 (hex) of the content."""
        return hashlib.sha256(np.ascontiguousarray(self.pieces).tobytes()).hexdigest()

    def save(self, folder: Path) -> None:
        """For other processes to read without holding it all."""
        np.save(folder / _FILES[0], self.pieces)
        np.save(folder / _FILES[1], self.words)

    @classmethod
    def load(cls, folder: Path) -> Blocks:
        pieces, words = (np.load(folder / name, mmap_mode="r") for name in _FILES)
        return cls(pieces, words)


def make_blocks(texts: Iterable[str], tokenizer: Any, length: int) -> Blocks:
    """The texts cut into blocks of `length` pieces, special tokens among them.

    The rest that fills no block is left out, unless it is all there is: then it is the one block, and shorter.
    RAISES InputError where the texts have no piece.
    """
    backend = tokenizer.backend_tokenizer
    backend.no_truncation()
    backend.no_padding()
    before, after = _frame(backend)
    ids: list[npt.NDArray[np.int32]] = []
    starts: list[npt.NDArray[np.bool_]] = []
    vocabulary: dict[str, int] = backend.get_vocab()
    begins_word = np.zeros(max(vocabulary.values()) + 1, dtype=bool)
    for piece, number in vocabulary.items():
        begins_word[number] = piece.startswith(_WORD_START)
    rest = iter(texts)
    while batch := list(islice(rest, 64)):
        for encoding in backend.encode_batch(batch, add_special_tokens=False):
            if not encoding.ids:
                continue
            numbers = np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int32)
            pieces = np.array([*encoding.ids, *after[-1:]], dtype=np.int32)
            start = np.ones(len(pieces), dtype=bool)
            start[1 : len(numbers)] = (numbers[1:] != numbers[:-1]) | begins_word[pieces[1 : len(numbers)]]
            ids.append(pieces)
            starts.append(start)
    if not ids:
        raise InputError("the corpus has no article to train on", hint="name a folder of Arabic articles")
    stream, start = np.concatenate(ids), np.concatenate(starts)
    size = min(length - len(before) - len(after), len(stream))
    count = len(stream) // size
    body = stream[: count * size].reshape(count, size)
    begins = start[: count * size].reshape(count, size).copy()
    begins[:, 0] = True
    words = np.cumsum(begins, axis=1).astype(np.int16)
    words[np.isin(body, tokenizer.all_special_ids)] = 0

    def beside(special: list[int], dtype: type) -> npt.NDArray[Any]:
        return np.tile(np.array(special, dtype=dtype), (count, 1))

    return Blocks(
        np.hstack([beside(before, np.int32), body, beside(after, np.int32)]),
        np.hstack([beside([0] * len(before), np.int16), words, beside([0] * len(after), np.int16)]),
    )


def block_order(count: int, seed: int) -> Iterator[int]:
    """Numbers of blocks without end: all of them in a new order every time round."""
    epoch = 0
    while True:
        yield from (int(k) for k in np.random.default_rng([seed, epoch]).permutation(count))
        epoch += 1


def _frame(backend: Any) -> tuple[list[int], list[int]]:
    """Special tokens before and after a text."""
    encoding = backend.encode("ا")
    ordinary = [k for k, special in enumerate(encoding.special_tokens_mask) if not special]
    if not ordinary:
        return encoding.ids[:1], encoding.ids[1:]
    return encoding.ids[: ordinary[0]], encoding.ids[ordinary[-1] + 1 :]
