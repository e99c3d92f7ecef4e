"""What a run did, in counts: for the user's eyes and for a scheduler's."""

from __future__ import annotations

from collections import Counter

from kg.ingest.setaside import SetAside


class Summary:
    """Counts articles as they come and go, and what was set aside by its reason.

    read (int): articles handed in; of them written, and kept: those of which the extraction was there already.
    """

    def __init__(self) -> None:
        self.read = 0
        self.written = 0
        self.kept = 0
        self._by_kind: dict[str, Counter[str]] = {}

    def add(self, item: SetAside) -> None:
        """Count one thing that did not go through."""
        self._by_kind.setdefault(item.kind, Counter())[item.reason] += 1

    def count(self, kind: str) -> int:
        """How many of a kind (`kg.ingest.setaside.Kind`)."""
        return self._by_kind.get(kind, Counter()).total()

    def as_dict(self) -> dict[str, int | dict[str, int]]:
        """For JSON: counts, and reasons by name."""
        return {
            "read": self.read,
            "written": self.written,
            "kept": self.kept,
            "duplicates": self.count("duplicate"),
            "skipped_files": self.count("skipped"),
            "set_aside": self._reasons("set_aside"),
            "warnings": self._reasons("warning"),
        }

    def __str__(self) -> str:
        parts = [f"{self.read} read", f"{self.written} written"]
        if self.kept:
            parts.append(f"{self.kept} kept as they were")
        parts.append(f"{self.count('duplicate')} duplicates")
        parts.append(f"{self.count('set_aside')} set aside{self._why('set_aside')}")
        if skipped := self.count("skipped"):
            parts.append(f"{skipped} files of other types skipped")
        if self.count("warning"):
            parts.append(f"{self.count('warning')} warnings{self._why('warning')}")
        return ", ".join(parts)

    def _reasons(self, kind: str) -> dict[str, int]:
        return dict(sorted(self._by_kind.get(kind, Counter()).items()))

    def _why(self, kind: str) -> str:
        reasons = [f"{reason} {n}" for reason, n in self._reasons(kind).items()]
        return f" ({', '.join(reasons)})" if reasons else ""
