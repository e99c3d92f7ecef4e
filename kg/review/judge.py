"""Judge pairs of reports: each judgement is kept in the file beside the graph, then applied to the graph at once."""

from __future__ import annotations

import fcntl
import getpass
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from kg.analyse.accounts import statement
from kg.errors import InputError, StoreError
from kg.resolve.incidents.clusters import Pair, pair
from kg.resolve.incidents.judgements import Judgement, Judgements, Verdict, add_judgement, read_judgements
from kg.resolve.incidents.scorer import PairScorer
from kg.store.rejudge import rejudge
from kg.store.session import Store

# Report → its incident, and all reports of that.
_Homes = dict[str, tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a judgement.

    incidents (tuple[str, str]): ids of those that the two are of now. earlier: what stood before on this pair.
    against: of two that are judged the same and yet apart, an earlier judgement on reports of their two incidents that
    keeps them so. broken: judgements `same`, on other reports around them, that do not hold because of others.
    left (tuple[str, ...]): where two that are judged the same are together now, the reports that were of one incident
    with either before and are no longer: somebody judged one of the two different from them.
    """

    pair: Pair
    verdict: Verdict
    incidents: tuple[str, str]
    earlier: Judgement | None
    against: Judgement | None = None
    broken: tuple[Judgement, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def joined(self) -> bool:
        return self.incidents[0] == self.incidents[1]


class Judge:
    """Somebody who judges the reports of a graph.

    store (Store): open for writing. by (str): who; the login name when None. scorer: the shipped one when None.
    """

    def __init__(self, store: Store, by: str | None = None, scorer: PairScorer | None = None) -> None:
        if store.judgements_file is None:
            raise InputError("this store keeps no judgements", where=store.where)
        self.by = (login() if by is None else by).strip()
        if not self.by:
            raise InputError("is empty", where="--by", hint="name who judges")
        self.file: Path = store.judgements_file
        self._store = store
        self._scorer = scorer

    def judge(self, one: str, other: str, verdict: Verdict, note: str | None = None) -> Outcome:
        """Say of two reports (ids) that they are of the same incident or of different ones, or take back what was said
        (`undone`): the score counts again.

        RAISES InputError: the two are one report, the graph lacks one, or `undone` where nobody has judged.
        RAISES StoreError: the graph failed; the judgement is in the file, and `apply` brings it into the graph.
        """
        return self._all([pair(one, other)], verdict, note)[0]

    def split(self, report: str, note: str | None = None) -> list[Outcome]:
        """Say of a report that it is of another incident than every other report of its present one.

        RAISES InputError: the graph has no such report, or it is the only one of its incident.
        """
        others = [member for member in self._members([report])[report][1] if member != report]
        if not others:
            raise InputError("is the only report of its incident", where=report, hint="there is nothing to split")
        return self._all([pair(report, other) for other in others], "different", note)

    def restore(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Undo judgements: what stood before them stands again, as the word and with the note of whoever said it."""
        with _alone(self.file):
            said: list[tuple[Pair, Verdict, Judgement | None]] = []
            for outcome in outcomes:
                earlier = outcome.earlier
                verdict: Verdict = earlier.verdict if earlier else "undone"
                by, note = (earlier.by, earlier.note) if earlier else (self.by, None)
                add_judgement(self.file, *outcome.pair, verdict, by, note)
                said.append((outcome.pair, verdict, None))
            return self._apply(said)

    def apply(self) -> int:
        """Apply the whole file to the graph, and take out of it what the file no longer has.

        RETURNS (int): how many pairs people have judged.
        """
        with _alone(self.file):
            judgements = read_judgements(self.file)
            held = {(row["one"], row["other"]) for row in self._store.read(statement("by_people"))}
            self._rejudge(held | set(judgements.last), judgements)
        return len(judgements.same) + len(judgements.different)

    def _all(self, pairs: Sequence[Pair], verdict: Verdict, note: str | None) -> list[Outcome]:
        for one, other in pairs:
            if one == other:
                raise InputError("both are the same report", where=one)
        with _alone(self.file):
            homes = self._members([report for each in pairs for report in each])
            before = read_judgements(self.file).last
            standing = {each: before[each] for each in pairs if each in before and before[each].verdict != "undone"}
            if verdict == "undone" and (unjudged := [each for each in pairs if each not in standing]):
                hint = "`kg review list --show people` shows what people have judged"
                raise InputError("nobody has judged these two", where=" and ".join(unjudged[0]), hint=hint)
            for each in pairs:
                add_judgement(self.file, *each, verdict, self.by, note)
            return self._apply([(each, verdict, standing.get(each)) for each in pairs], homes)

    def _apply(
        self, said: Sequence[tuple[Pair, Verdict, Judgement | None]], were: _Homes | None = None
    ) -> list[Outcome]:
        """were: the homes of these reports before, where it is of interest who leaves them."""
        judgements = read_judgements(self.file)
        try:
            self._rejudge([each for each, _, _ in said], judgements)
        except StoreError as error:
            hint = f"the judgement is kept in {self.file}; kg review apply brings it into the graph"
            raise StoreError(error.message, where=error.where, hint=hint) from error
        reports = {report for each, _, _ in said for report in each}
        homes = self._members(reports)
        around = {member for _, members in homes.values() for member in members}
        partners = {partner for report in around | reports for partner in judgements.partners(report)}
        homes |= self._homes(around | partners)
        return [_outcome(each, verdict, earlier, were or {}, homes, judgements) for each, verdict, earlier in said]

    def _rejudge(self, pairs: Iterable[Pair], judgements: Judgements) -> None:
        rejudge(self._store, sorted(pairs), judgements, scorer=self._scorer)

    def _members(self, reports: Iterable[str]) -> _Homes:
        """Report → its incident, and all reports of that.

        RAISES InputError: the graph lacks one.
        """
        wanted = sorted(set(reports))
        found = self._homes(wanted)
        if missing := [report for report in wanted if report not in found]:
            hint = "`kg review list` and `kg query incident-reports` show ids of reports"
            raise InputError("no such report in the graph", where=missing[0], hint=hint)
        return found

    def _homes(self, reports: Iterable[str]) -> _Homes:
        rows = self._store.read(statement("homes"), ids=sorted(reports))
        return {row["report"]: (row["incident"], list(row["members"])) for row in rows}


def find_report(store: Store, name: str) -> str:
    """The report that an id names: its own, or that of an incident with one report.

    RAISES InputError: there is none, or the incident has several, with their ids.
    """
    from kg.query.names import find_ids

    found = find_ids(store, "report", name.strip())
    if len(found) > 1:
        raise InputError("has several reports", where=name, hint=f"name one: {', '.join(found)}")
    return found[0]


def _outcome(
    each: Pair,
    verdict: Verdict,
    earlier: Judgement | None,
    were: _Homes,
    homes: _Homes,
    judgements: Judgements,
) -> Outcome:
    (first, ours), (second, theirs) = homes[each[0]], homes[each[1]]
    against = None
    if verdict == "same" and first != second:
        apart = [key for key in (pair(a, b) for a, b in product(ours, theirs)) if key in judgements.different]
        against = judgements.last[min(apart)] if apart else None
    around = {*ours, *theirs}
    broken = [
        judgements.last[key]
        for key in sorted(judgements.same)
        if key != each and not around.isdisjoint(key) and set(key) <= set(homes) and len({homes[r][0] for r in key}) > 1
    ]
    left: set[str] = set()
    if verdict == "same" and first == second:
        left = {member for report in each if report in were for member in were[report][1]} - {*ours}
    return Outcome(each, verdict, (first, second), earlier, against, tuple(broken), tuple(sorted(left)))


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Let one reviewer after the other judge: whoever applies the file has read what the one before wrote into it."""
    lock = file.with_name(file.name + ".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = lock.open("ab")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(lock)) from error
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def login() -> str:
    """Who judges when nobody says who. RAISES InputError: the login has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # A user id without a name, as in some containers.
        raise InputError("your login has no name", where="--by", hint="name who judges") from error
