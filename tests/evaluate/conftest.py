"""Where the scheme's scorer is not beside the checkout, the figures recorded from it stand in for it."""

from __future__ import annotations

from scorer import SCORER

collect_ignore = [] if SCORER.is_file() else ["test_evaluate_scorer.py"]
