import pytest

from kg.resolve.incidents.tolls import Figure, toll_range

MONITOR, MINISTRY, FIGHTERS, CIVILIANS = "actor/monitor", "actor/ministry", "actor/fighters", "actor/civilians"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([], None),
        ([(11, None, MONITOR)], (11, 11)),
        ([(11, None, MONITOR), (4, None, MINISTRY)], (4, 11)),
        # Parts of a stated total are not totals.
        ([(11, None, MONITOR), (6, FIGHTERS, MONITOR), (5, CIVILIANS, MONITOR)], (11, 11)),
        # Two sources differ over the same people.
        ([(4, FIGHTERS, MONITOR), (3, FIGHTERS, MINISTRY)], (3, 4)),
        # Parts overlap («three civilians, among them a girl»), so they are not added up.
        ([(3, CIVILIANS, MONITOR), (1, "actor/girl", MONITOR)], (3, 3)),
        # A toll that one source raises within the article.
        ([(4, None, None), (9, None, None)], (9, 9)),
        # A part that exceeds another source's total shows that the total may be higher.
        ([(5, None, MINISTRY), (8, CIVILIANS, MONITOR)], (5, 8)),
    ],
)
def test_toll_range(figures: list[tuple[int, str | None, str | None]], expected: tuple[int, int] | None) -> None:
    assert toll_range(Figure(*figure) for figure in figures) == expected
    assert toll_range(Figure(*figure) for figure in reversed(figures)) == expected
