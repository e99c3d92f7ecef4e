"""What is wrong with a file of places is told in one line with file, line, cause and way out; the other rows load."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from gazetteer_files import CSV_HEAD, OCHA_HEAD, Run, geonames_line, write

from kg.errors import InputError

GOOD = "v1,Zaghfula,الزغفولة,34.61,40.85,village,SY"


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("v2,A,أ ب,91,40,village,SY", "latitude 91 is outside -90 to 90"),
        ("v2,A,أ ب,34,181,village,SY", "longitude 181 is outside -180 to 180"),
        ("v2,A,أ ب,nan,40,village,SY", "latitude nan is outside"),
        ("v2,A,أ ب,34°6,40,village,SY", "latitude is no number: '34°6'"),
        ("v2,A,أ ب,0,0,village,SY", "coordinates 0, 0"),
        ("v2,A,أ ب,,40,village,SY", "no coordinates"),
        ("v2,A,أ ب,40.85,34.61,village,SY", "40.85, 34.61 is outside SY; exchanged it would be inside"),
        ("v2,A,أ ب,34,40,castle,SY", "no kind 'castle'"),
        ("v2,A,أ ب,34,40,village,ZZ", "no country code 'ZZ'"),
        ("v2,,…,34,40,village,SY", "no name"),
        ("v1,A,أ ب,34,40,village,SY", "id 'v:v1' stands twice, first in line 2"),
        ("v|2,A,أ ب,34,40,village,SY", "no usable id: 'v|2'"),
        ("v2,A,أ ب,34,40,village,SY,more", "8 values where the header has 7"),
    ],
)
def test_a_bad_row_is_named_and_the_others_load(run: Run, tmp_path: Path, row: str, cause: str) -> None:
    file = write(tmp_path / "v.csv", CSV_HEAD, GOOD, row, "v9,Zaghula,زغولة,34.7,40.9,village,SY")
    result = run("add", file)
    assert result.exit_code == 0
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("kg: set aside:")]
    assert line.startswith(f"kg: set aside: {file}:3: ")
    assert cause in line
    assert line.endswith(")")
    assert "v: added, 2 places" in result.stdout
    assert "1 rows set aside" in result.stdout
    assert json.loads(run("list", "--json").output)["sources"][0]["set_aside"] == 1


@pytest.mark.parametrize(
    ("content", "cause", "hint"),
    [
        (b"", "the file is empty", "download it again"),
        (b" \n\n", "the file is empty", "download it again"),
        (b"id,name,lat\nx,Y,1\n", "no column for lon", "--column lon=COLUMN; the table has: id, name, lat"),
        (b"id,lat,lon\nx,1,2\n", "no column for name", "--column name=COLUMN"),
        (b"id,name,lat,lon\n", "no row in it", "is it the right file?"),
        (b"id,name,lat,lon\nx,Y,99,2\n", "no row of it can be used", "--column"),
        (b"\x00\x01\x02\xff" * 100, "binary file", "(unpack it or save it as text: txt, csv, geojson)"),
        (b'{"type": "FeatureCollection", "features": [', "no row of it can be used", "is it the right file?"),
        (b"PK\x03\x04 not really a zip", "binary file", "(unpack it or save it as text: txt, csv, geojson)"),
    ],
)
def test_an_unusable_file_is_named(run: Run, kept: Path, tmp_path: Path, content: bytes, cause: str, hint: str) -> None:
    file = tmp_path / "v.csv"
    file.write_bytes(content)
    result = run("add", file)
    assert result.exit_code == 1
    line = result.stderr.splitlines()[-1]
    assert line.startswith(f"kg: set aside: {file}")
    assert cause in line
    assert hint in line
    assert not kept.exists()


def test_a_bad_file_does_not_keep_a_good_one_out(run: Run, tmp_path: Path) -> None:
    bad, good = write(tmp_path / "bad.csv", "a,b", "1,2"), write(tmp_path / "v.csv", CSV_HEAD, GOOD)
    result = run("add", bad, good, "--json")
    assert result.exit_code == 0
    files = {Path(row["file"]).name: row for row in json.loads(result.stdout)["files"]}
    assert files["bad.csv"]["outcome"] == "failed"
    assert "no column for name, lat, lon" in files["bad.csv"]["told"][0]["cause"]
    assert (files["v.csv"]["outcome"], files["v.csv"]["new"]) == ("added", 1)


def test_a_new_version_that_cannot_be_read_leaves_the_old_one(run: Run, tmp_path: Path) -> None:
    run("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD))
    assert run("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD.replace("34.61", "x"))).exit_code == 1
    assert run("find", "الزغفولة").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_tables_in_the_encodings_of_arabic(run: Run, tmp_path: Path, encoding: str) -> None:
    assert run("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD, encoding=encoding)).exit_code == 0
    assert run("find", "الزغفولة").exit_code == 0


def test_a_damaged_line_of_a_dump_is_set_aside(run: Run, tmp_path: Path) -> None:
    file = write(
        tmp_path / "SY.txt",
        geonames_line(1),
        geonames_line(2)[:50],
        geonames_line(3, lat="95"),
        geonames_line(1),
        geonames_line(4, country="XQ"),
        geonames_line(5).replace("99000001", "x").replace("5\t", "abc\t", 1),
    )
    file.write_bytes(file.read_bytes() + geonames_line(6).encode()[:20] + b"\xff\xfe\n")
    result = run("add", file)
    lines = [line.removeprefix(f"kg: set aside: {file}:") for line in result.stderr.splitlines()]
    assert [line.split(":")[0] for line in lines] == ["2", "3", "4", "5", "6", "7"]
    assert "columns where there must be 19" in lines[0]
    assert "stands twice, first in line 1" in lines[2]
    assert "geonames-SY: added, 1 places" in result.stdout


def test_places_without_a_country_are_warned_of_until_one_is_named(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "v.csv", "name;lat;lon;النوع", "زغزوغ;34,61;٤٠٫٨٥;قرية")
    first = run("add", table)
    assert (
        f"kg: warning: {table}: 1 places without a country (where they are in one, say so: --country SY)"
        in first.stderr
    )
    again = run("add", table, "--country", "SY", "--column", "kind=النوع")
    assert "v: replaced (in place of 1), 1 places" in again.stdout
    assert not again.stderr
    (found,) = json.loads(run("find", "زغزوغ", "--json").output)
    assert (found["kind"], found["lat"], found["lon"], found["country"]) == ("village", 34.61, 40.85, "SY")


def test_many_bad_rows_are_counted_not_all_told(run: Run, tmp_path: Path) -> None:
    bad = (f"b{n},A,أ ب,99,40,village,SY" for n in range(300))
    result = run("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD, *bad))
    assert len(result.stderr.splitlines()) == 21
    assert "300 rows set aside: 300 coordinates out of range" in result.stdout


def test_archives_and_spreadsheets(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", "x")
        file.writestr("b.csv", "x")
    result = run("add", archive)
    assert "several tables in it: a.csv, b.csv (unpack it" in result.stderr
    broken = tmp_path / "SY.zip"
    with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("SY.txt", "\n".join(geonames_line(n) for n in range(1, 900)))
    data = bytearray(broken.read_bytes())
    data[2000:2100] = bytes(100)
    broken.write_bytes(data)
    result = run("add", broken)
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    sheet = tmp_path / "a.xlsx"
    sheet.write_bytes(archive.read_bytes())
    assert "save the sheet as CSV" in run("add", sheet).stderr


def test_no_row_of_an_ocha_table_without_pcode(run: Run, tmp_path: Path) -> None:
    rows = ["Zagh,زغزوغ,,Deir-ez-Zor,دير الزور,,Syria,,34.4,40.7,1", "Zag,زغغ,QQ1,X,س,QQ,Q,QQ,34.4,40.7,1"]
    stderr = run("add", write(tmp_path / "a.csv", OCHA_HEAD, *rows)).stderr
    assert "a.csv:2: no P-code" in stderr
    assert "no country in P-code 'QQ1' (give it: --country SY)" in stderr


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["--column", "name"], "not TARGET=COLUMN: 'name'"),
        (["--column", "nam=X"], "nothing is called 'nam'"),
        (["--column", "lat=Nowhere"], "no column 'Nowhere' for lat"),
        (["--kind", "castle"], "no kind 'castle'"),
        (["--country", "Syria"], "no country code 'Syria'"),
        (["--source", "a:b"], "cannot be the name of a source"),
        (["--source", "a|b"], "cannot be the name of a source"),
    ],
)
def test_bad_options_are_named(run: Run, tmp_path: Path, args: list[str], cause: str) -> None:
    result = run("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD), *args)
    assert result.exit_code == 1
    assert cause in result.stderr or (isinstance(result.exception, InputError) and cause in str(result.exception))


def test_a_gazetteer_that_is_none_is_named(run: Run, kept: Path, tmp_path: Path) -> None:
    kept.parent.mkdir(parents=True)
    kept.write_text("nonsense " * 500)
    for args in (("list",), ("find", "حلب"), ("add", write(tmp_path / "v.csv", CSV_HEAD, GOOD)), ("remove", "v")):
        error = run(*args).exception
        assert isinstance(error, InputError), args
        assert "not a gazetteer file" in str(error)
        assert str(kept) in str(error)
    assert kept.read_text().startswith("nonsense")
