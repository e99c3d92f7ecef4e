"""Judge names: who or where is meant, kept in a file beside the graph."""

from __future__ import annotations

from kg.errors import InputError
from kg.resolve.judged_names import NameJudgement, add_name
from kg.review.judge import login
from kg.store.beside import names_file
from kg.store.session import Store


def judge_name(
    store: Store,
    name: str,
    means: str | None,
    *,
    article: str | None = None,
    by: str | None = None,
    note: str | None = None,
) -> NameJudgement:
    """Say who or where is meant by a name; None takes back what was said.

    article: id as its source gives it, or that of its node; in all articles when None.
    RAISES InputError: no known actor or place has the id, the name has no letter, or the file cannot be written.
    """
    path = names_file(store.judgements_file)
    if path is None:
        raise InputError("this store keeps no judgements", where=store.where)
    if means is not None and "/~" not in means:
        from kg.resolve.resolver import Resolver

        Resolver.default().check(means)
    own = article.removeprefix("article/") if article else None
    return add_name(path, name, means, by=by or login(), article=own, note=note)
