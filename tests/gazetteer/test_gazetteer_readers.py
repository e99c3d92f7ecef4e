"""The readers, by properties: whatever is in a file, each row is a place or is told; what was written is read."""

from __future__ import annotations

import csv
import io
import json

import pytest
from gazetteer_files import CSV_HEAD, geonames_line
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.arabic import match_key
from kg.gazetteer.columns import find_columns
from kg.gazetteer.geonames import read_codes, read_dump, read_names
from kg.gazetteer.record import NameRecord, PlaceRecord, RowError, read_areas, stored_areas
from kg.gazetteer.rows import Row, csv_rows, geojson_rows
from kg.gazetteer.tables import TableOptions, read_table
from kg.resolve.supplement import KINDS

letters = st.text("ابتجحدرسصطعفقكلمنهويأإآةىئ ", min_size=1, max_size=20).filter(match_key)
# Inside Syria, and not where exchanging the two would be as well.
latitudes = st.floats(33.0, 36.9).map(lambda value: round(value, 5))
longitudes = st.floats(37.5, 41.5).map(lambda value: round(value, 5))
anything = st.text(st.characters(exclude_categories=()), max_size=200)
OPTIONS = TableOptions("s", {})


@given(
    st.integers(1, 10**9), letters, latitudes, longitudes, st.integers(0, 10**7), st.sampled_from(["P.PPL", "S.AIRP"])
)
def test_a_dump_is_read_as_it_was_written(
    number: int, name: str, lat: float, lon: float, people: int, feature: str
) -> None:
    line = geonames_line(number, others=(name,), lat=lat, lon=lon, feature=feature, people=people)
    (place,) = read_dump(io.StringIO(line + "\n"), "SY.txt")
    assert isinstance(place, PlaceRecord)
    assert (place.id, place.geonames, place.lat, place.lon) == (f"gn-{number}", number, lat, lon)
    assert place.name_ar == " ".join(name.split())
    assert (place.population, place.country, place.where) == (people, "SY", "SY.txt:1")
    assert read_areas(stored_areas(place.within)) == place.within
    assert [area.code for area in place.within] == ["gn:SY.07"]


@given(st.lists(st.tuples(letters, latitudes, longitudes, st.sampled_from(sorted(KINDS))), min_size=1, max_size=8))
def test_csv_and_geojson_say_the_same(rows: list[tuple[str, float, float, str]]) -> None:
    table, features = io.StringIO(), []
    writer = csv.writer(table)
    writer.writerow(CSV_HEAD.split(","))
    for number, (name, lat, lon, kind) in enumerate(rows):
        writer.writerow([f"i{number}", "", name, lat, lon, kind, "SY"])
        point = {"type": "Point", "coordinates": [lon, lat]}
        properties = {"id": f"i{number}", "name_ar": name, "kind": kind, "country": "SY"}
        features.append({"type": "Feature", "properties": properties, "geometry": point})
    collection = json.dumps({"type": "FeatureCollection", "crs": {"features": 1}, "features": features})
    sequence = "\n".join(json.dumps(feature) for feature in features)
    table.seek(0)
    one = list(read_table(csv_rows(table), "f", OPTIONS))
    assert all(isinstance(place, PlaceRecord) for place in one)
    for text in (collection, sequence):
        other = list(read_table(geojson_rows(io.StringIO(text)), "f", OPTIONS, located=True))
        assert [(p.id, p.names, p.lat, p.lon, p.kind) for p in one if isinstance(p, PlaceRecord)] == [
            (p.id, p.names, p.lat, p.lon, p.kind) for p in other if isinstance(p, PlaceRecord)
        ]


@given(anything)
def test_whatever_a_file_holds_each_line_is_a_place_or_is_told(text: str) -> None:
    for read in (read_dump, read_names, read_codes):
        for found in read(io.StringIO(text, newline=""), "f"):
            assert found is None or isinstance(found, PlaceRecord | NameRecord) or isinstance(found[1], RowError)
    for rows in (csv_rows, geojson_rows):
        for row in rows(io.StringIO(text, newline="")):
            assert isinstance(row, Row) or isinstance(row[1], RowError)


@given(st.lists(st.sampled_from(["x", "-1", "34.5", "1e400", "", "سلمى", "SY", "village", '"', "9" * 30]), min_size=7))
def test_whatever_the_cells_hold_a_row_is_a_place_or_is_told(cells: list[str]) -> None:
    text = f"{CSV_HEAD},population,geonames,radius_km\n{','.join(cells[:10])}\n"
    for found in read_table(csv_rows(io.StringIO(text, newline="")), "f", OPTIONS):
        if isinstance(found, PlaceRecord):
            assert -90 <= found.lat <= 90
            assert -180 <= found.lon <= 180
            assert found.radius_km > 0
            assert found.kind in KINDS
            assert all(match_key(name) for name in found.names)
        else:
            assert found[1].hint


@given(latitudes, longitudes)
def test_exchanged_coordinates_are_noticed_where_the_country_tells(lat: float, lon: float) -> None:
    assume(lon - lat > 3)
    (right,) = read_dump(io.StringIO(geonames_line(lat=lat, lon=lon)), "f")
    (wrong,) = read_dump(io.StringIO(geonames_line(lat=lon, lon=lat)), "f")
    assert isinstance(right, PlaceRecord)
    assert isinstance(wrong, tuple)
    assert "exchanged" in wrong[1].cause


@pytest.mark.parametrize(
    "names",
    [
        "ADM2_EN ADM2_AR ADM2_PCODE ADM2ALT1AR ADM2_REF ADM1_EN ADM1_PCODE Y X ADM2_TYPE",
        "admin2Name_en admin2Name_ar admin2Pcode admin2AltName1_ar admin2RefName admin1Name_en admin1Pcode lat long",
        "adm2_name adm2_name1 adm2_pcode adm2_name2 adm2_ref_name adm1_name adm1_pcode center_lat center_lon lang",
    ],
)
def test_the_headers_of_ocha_from_different_years(names: str) -> None:
    header = names.split()
    columns = find_columns(header, {}, "f")
    assert [(level.number, level.pcode) for level in columns.levels] == [(2, header[2]), (1, header[6])]
    assert columns.levels[0].names == (header[0], header[1], header[3], header[4])
    assert columns.levels[1].names == (header[5],)
    assert (columns.of["lat"], columns.of["lon"]) == (header[7], header[8])


@given(st.integers(1, 400_000))
def test_features_of_any_length_are_read_whole(length: int) -> None:
    name = "م" * (length % 150 + 1)
    first = {"type": "Feature", "properties": {"name": name, "note": "x" * length}, "geometry": None}
    last = {"type": "Feature", "properties": {"name": "آخر"}, "geometry": {"type": "Point", "coordinates": [40, 34]}}
    text = json.dumps({"features": [first, last, None], "type": "FeatureCollection"}, ensure_ascii=False)
    one, two, three = geojson_rows(io.StringIO(text))
    assert isinstance(one, Row)
    assert isinstance(two, Row)
    assert one.cells["name"] == name
    assert (two.cells["@lat"], two.cells["@lon"]) == ("34.0", "40.0")
    assert isinstance(three, tuple)
