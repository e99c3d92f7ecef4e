"""What masked-LM training hides: whole words, so that a piece is not guessed from its neighbours in the same word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Of the chosen pieces (BERT, Devlin et al. 2019): hidden, replaced by another; the rest stays as it is.
_HIDDEN, _REPLACED = 0.8, 0.1


@dataclass(frozen=True)
class Masked:
    """inputs: blocks × length, ids; positions: of the chosen pieces in the flattened inputs; targets: their ids."""

    inputs: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]


def mask_words(
    pieces: npt.NDArray[np.int32],
    words: npt.NDArray[np.int16],
    *,
    share: float,
    mask_id: int,
    ordinary: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> Masked:
    """Hide words at random.

    pieces, words: rows of `Blocks`. share: of the pieces to choose; ordinary: ids that may replace another.
    RETURNS: whole words as long as they fit the share, at least one a block that has any.
    """
    chosen = np.zeros(pieces.shape, dtype=bool)
    for row, numbers in enumerate(words):
        sizes = np.bincount(numbers)
        sizes[0] = 0
        order = rng.permutation(np.flatnonzero(sizes))
        fits = np.cumsum(sizes[order]) <= share * sizes.sum()
        fits[:1] = True
        chosen[row] = np.isin(numbers, order[fits])
    inputs = pieces.astype(np.int64)
    positions = np.flatnonzero(chosen)
    flat = inputs.reshape(-1)
    targets = flat[positions]
    lot = rng.random(len(positions))
    flat[positions[lot < _HIDDEN]] = mask_id
    replaced = positions[(lot >= _HIDDEN) & (lot < _HIDDEN + _REPLACED)]
    flat[replaced] = rng.choice(ordinary, size=len(replaced))
    return Masked(inputs, positions, targets)
