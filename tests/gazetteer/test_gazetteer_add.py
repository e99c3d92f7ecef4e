"""`kg gazetteer add`, `list`, `remove`: what a source brings, what a second time changes, and what a newer version."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from gazetteer_files import CSV_HEAD, OCHA_HEAD, Run, geonames_line, write

from kg.errors import InputError
from kg.extraction import Entity, EntityType, Extraction, Mention
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.places import PlaceLinker

VILLAGE = "v1,Zaghfula,الزغفولة,34.61,40.85,village,SY"


def test_a_village_that_nobody_knew_is_found_and_resolved(run: Run, tmp_path: Path) -> None:
    assert isinstance(run("find", "الزغفولة").exception, InputError)
    text = "قصفت طائرات قرية الزغفولة في سوريا."
    at = 2 + text.index("الزغفولة")  # After an empty title and two newlines.
    mention = Mention(start=at, end=at + len("الزغفولة"), text="الزغفولة")
    entity = Entity(id="P1", type=EntityType.PLACE, mentions=(mention,), named=True)
    article = Extraction(id="a", title="", text=text, date=None, entities=(entity,))
    before = PlaceLinker.default().link(article)["P1"]
    assert not before.resolved
    added = run("add", write(tmp_path / "SY.txt", geonames_line()))
    assert added.exit_code == 0
    assert "geonames-SY: added, 1 places: 1 new, 0 known already" in added.output
    (found,) = json.loads(run("find", "قرية الزغفوله", "--json").output)
    assert found["id"] == "place/gn-99000001"
    assert (found["lat"], found["lon"], found["country"]) == (34.61, 40.85, "SY")
    assert found["sources"] == ["geonames-SY"]
    assert found["located_in"] == ["Deir ez-Zor Governorate", "Syria"] or found["located_in"] == ["Syria"]
    link = PlaceLinker.default().link(article)["P1"]
    assert link.resolved
    assert (link.node_id, link.lat, link.lon) == ("place/gn-99000001", 34.61, 40.85)


def test_a_second_time_changes_nothing(run: Run, kept: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "v.csv", CSV_HEAD, VILLAGE)
    run("add", file)
    before = kept.read_bytes(), kept.stat().st_ino
    again = run("add", file)
    assert again.exit_code == 0
    assert "v: unchanged, 1 places" in again.output
    renamed = tmp_path / "copy of v.csv"
    file.rename(renamed)
    assert "v: unchanged" in run("add", renamed).output
    assert (kept.read_bytes(), kept.stat().st_ino) == before


def test_a_newer_version_replaces_its_rows(run: Run, tmp_path: Path) -> None:
    run("add", write(tmp_path / "v_20250101.csv", CSV_HEAD, VILLAGE, "v2,Old,زغولة قديمة,34.7,40.8,village,SY"))
    newer = write(tmp_path / "v_20260101.csv", CSV_HEAD, VILLAGE, "v3,New,زغولة جديدة,34.8,40.8,village,SY")
    assert "v: replaced (in place of 2), 2 places" in run("add", newer).output
    assert run("find", "زغولة جديدة").exit_code == 0
    assert isinstance(run("find", "زغولة قديمة").exception, InputError)
    (source,) = json.loads(run("list", "--json").output)["sources"]
    assert (source["name"], source["rows"], source["file"]) == ("v", 2, str(newer))


def test_another_file_of_the_same_name_takes_no_place(run: Run, tmp_path: Path) -> None:
    for folder, row in (("syria", VILLAGE), ("iraq", "w1,Other,زغيرة,33.3,44.4,village,IQ")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "adm4.csv", CSV_HEAD, row)
    run("add", tmp_path / "syria" / "adm4.csv")
    refused = run("add", tmp_path / "iraq" / "adm4.csv")
    assert refused.exit_code == 1
    assert "nothing in common with source 'adm4'" in refused.output
    assert "--source NAME" in refused.output
    assert run("find", "الزغفولة").exit_code == 0
    assert run("add", tmp_path / "iraq" / "adm4.csv", "--source", "iraq").exit_code == 0


def test_places_known_already_get_names_and_keep_their_ids(run: Run, tmp_path: Path) -> None:
    def first(name: str) -> dict[str, object]:
        return dict(json.loads(run("find", name, "--json").output)[0])

    bukamal, governorate, idlib = first("البوكمال"), first("محافظة دير الزور"), first("إدلب")
    dump = write(
        tmp_path / "SY.txt",
        geonames_line(174448, "Abu Kamal", ["البوكمال", "البكمال زغ"], lat=34.46, lon=40.91),
        geonames_line(
            99000002, "Dayr az Zawr", ["محافظة دير الزور"], lat=35.0, lon=40.4, feature="A.ADM1", people=900000
        ),
        geonames_line(99000006, "Hims", ["محافظة حمص"], lat=34.3, lon=38.4, feature="A.ADM1", codes=("11",)),
        geonames_line(99000007, "Bir Zagh", ["بير زغ"], lat=34.2, lon=38.5, codes=("11",)),
        geonames_line(99000003, "Nahiyat Zagh", ["ناحية زغ"], feature="A.ADM3", codes=("07", "A", "B")),
        geonames_line(99000004, "Kafr Zagh", ["كفر زغ"], codes=("07", "A", "B")),
        geonames_line(99000005, "Al Bukamal", ["البوكمال"], lat=34.9, lon=40.5),
    )
    table = write(
        tmp_path / "pp.csv", CSV_HEAD, "p1,Idleb,إدلب,35.93,36.64,city,SY", "p2,Kafr Zagh,كفر زغ,34.62,40.84,village,SY"
    )
    output = run("add", dump, table).output
    assert "geonames-SY: added, 7 places: 4 new, 3 known already" in output
    assert "pp: added, 2 places: 0 new, 2 known already" in output
    for before, name in ((bukamal, "البوكمال"), (governorate, "محافظة دير الزور"), (idlib, "إدلب")):
        after = first(name)
        for same in ("id", "lat", "lon", "kind", "located_in"):
            assert after[same] == before[same], name
    assert first("البكمال زغ")["id"] == bukamal["id"]
    assert first("إدلب")["sources"] == ["shipped", "pp"]
    village = first("كفر زغ")
    assert village["id"] == "place/gn-99000004"
    assert village["sources"] == ["geonames-SY", "pp"]
    assert village["located_in"] == ["Nahiyat Zagh", "Deir ez-Zor Governorate", "Syria"]
    # A desert governorate: its middle is 150 km from its seat.
    assert first("بير زغ")["located_in"] == ["Homs Governorate", "Syria"]
    # Another GeoNames id is another place, though it has the name of one that is near.
    ids = [found["id"] for found in json.loads(run("find", "البوكمال", "--json").output)]
    assert ids == [bukamal["id"], "place/gn-99000005"]


def test_ids_do_not_change_when_a_later_source_knows_the_place_too(run: Run, tmp_path: Path) -> None:
    run("add", write(tmp_path / "v.csv", CSV_HEAD, VILLAGE))
    assert json.loads(run("find", "الزغفولة", "--json").output)[0]["id"] == "place/v:v1"
    run("add", write(tmp_path / "SY.txt", geonames_line()))
    (found,) = json.loads(run("find", "الزغفولة", "--json").output)
    assert (found["id"], found["geonames"], found["sources"]) == ("place/v:v1", 99000001, ["geonames-SY", "v"])


def test_an_ocha_table_brings_pcodes_levels_and_parents(run: Run, tmp_path: Path) -> None:
    table = write(
        tmp_path / "syr_adm2.csv",
        OCHA_HEAD,
        "#adm2+name+en,#adm2+name+ar,#adm2+code,,,,,,,,",
        "Zagh,زغزوغ,SY0999,Deir-ez-Zor,دير الزور,SY09,Syria,SY,34.4,40.7,5000",
    )
    assert "1 places: 1 new" in run("add", table).output
    (found,) = json.loads(run("find", "زغزوغ", "--json").output)
    assert (found["id"], found["kind"], found["name"]) == ("place/pcode:SY0999", "district", "Zagh")
    assert found["located_in"] == ["Deir ez-Zor Governorate", "Syria"]
    assert found["radius_km"] == pytest.approx(39.9)


def test_geojson_of_areas_gets_middles(run: Run, tmp_path: Path) -> None:
    ring = [[40, 34], [41, 34], [41, 35], [40, 35], [40, 34]]
    properties = {
        "adm2_name": "Zagh",
        "adm2_name1": "زغزوغ",
        "adm2_pcode": "SY0999",
        "adm1_pcode": "SY09",
        "lang": "en",
    }
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    file = tmp_path / "syr_admin2.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "name": "x", "features": [feature]}), encoding="utf-8")
    assert run("add", file).exit_code == 0
    (found,) = json.loads(run("find", "زغزوغ", "--json").output)
    assert (found["lat"], found["lon"]) == (34.5, 40.5)
    assert 50 < found["radius_km"] < 70


def test_names_files_name_what_there_is(run: Run, tmp_path: Path) -> None:
    names = write(
        tmp_path / "alternateNamesV2.txt",
        "1\t99000001\tar\tالزغفولة الكبرى\t1\t\t\t\t\t",
        "2\t99000001\tru\tЗагфула\t\t\t\t\t\t",
        "3\t170794\tar\tدير الزور زغ\t\t\t\t\t\t",
    )
    with zipfile.ZipFile(tmp_path / "alternateNamesV2.zip", "w") as archive:
        archive.write(names, "alternateNamesV2.txt")
        archive.writestr("iso-languagecodes.txt", "ISO 639-3\tISO 639-2\n")
    codes = write(tmp_path / "admin1CodesASCII.txt", "SY.07\tDayr az Zawr\tDayr az Zawr\t99000002")
    dump = write(tmp_path / "SY.txt", geonames_line(others=()), geonames_line(99000002, "X", feature="A.ADM1"))
    output = run("add", tmp_path / "alternateNamesV2.zip", codes, dump).output
    assert "alternateNamesV2: added, 2 names, 2 places got some" in output
    assert "admin1CodesASCII: added, 1 names, 1 places got some" in output
    (found,) = json.loads(run("find", "الزغفولة الكبرى", "--json").output)
    assert (found["id"], found["name_ar"]) == ("place/gn-99000001", "الزغفولة الكبرى")
    assert json.loads(run("find", "دير الزور زغ", "--json").output)[0]["id"] == "place/gn-170794"


def test_a_table_of_any_columns_by_a_mapping(run: Run, tmp_path: Path) -> None:
    table = write(
        tmp_path / "mine.csv", "Ort;Arabisch;Y_Wert;X_Wert;In", "Zagh;زغزوغ;34.6;40.8;إدلب", encoding="utf-8-sig"
    )
    mapping = [
        f"--column={text}" for text in ("name_en=Ort", "name_ar=arabisch", "lat=Y_Wert", "lon=X_Wert", "parent=In")
    ]
    assert run("add", table, *mapping, "--country", "SYR", "--kind", "village").exit_code == 0
    (found,) = json.loads(run("find", "زغزوغ", "--json").output)
    assert (found["kind"], found["country"]) == ("village", "SY")
    assert found["id"].startswith("place/x:")


def test_places_that_name_each_other_as_parents_end_in_their_country(run: Run, tmp_path: Path) -> None:
    rows = [f"{own},Zagh {own},زغ {own},34.6,40.8,village,SY,{above}" for own, above in ("ab", "ba", "cc", "da", "ez")]
    assert run("add", write(tmp_path / "v.csv", f"{CSV_HEAD},parent", *rows)).exit_code == 0
    above = {own: json.loads(run("find", f"زغ {own}", "--json").output)[0]["located_in"] for own in "abcde"}
    assert above == {
        "a": ["Zagh b", "Syria"],
        "b": ["Syria"],
        "c": ["Syria"],
        "d": ["Zagh a", "Zagh b", "Syria"],
        "e": ["Syria"],
    }


def test_a_region_far_away_is_not_the_village_of_its_name(run: Run, tmp_path: Path) -> None:
    rows = ["r,Zaghland,زغلاند,34.6,40.8,region,SY", "f,Zagh,زغيرة,34.6,40.8,facility,SY"]
    run("add", write(tmp_path / "one.csv", CSV_HEAD, *rows))
    rows = ["x,Zaghland,زغلاند,34.8,40.8,place,SY", "y,Zagh,زغيرة,34.61,40.8,village,SY"]
    output = run("add", write(tmp_path / "two.csv", CSV_HEAD, *rows)).output
    assert "two: added, 2 places: 2 new" in output


def test_removing_brings_back_what_was_before(run: Run, kept: Path, tmp_path: Path) -> None:
    run("add", write(tmp_path / "v.csv", CSV_HEAD, VILLAGE), write(tmp_path / "SY.txt", geonames_line()))
    assert "v: removed, 1 rows" in run("remove", "v").output
    assert json.loads(run("find", "الزغفولة", "--json").output)[0]["id"] == "place/gn-99000001"
    unknown = run("remove", "v")
    assert isinstance(unknown.exception, InputError)
    assert "there are: geonames-SY" in str(unknown.exception)
    assert run("remove", "geonames-SY").exit_code == 0
    assert "nothing added yet" in run("list").output
    assert Gazetteer.default().path.parent == (kept.parent.parent / "cache" / "isnad-kg")


def test_the_same_sources_give_the_same_index(run: Run, kept: Path, tmp_path: Path) -> None:
    files = [
        write(tmp_path / "v.csv", CSV_HEAD, VILLAGE),
        write(tmp_path / "SY.txt", geonames_line(7), geonames_line(8)),
    ]
    indexes = []
    for _ in range(2):
        run("add", *files)
        indexes.append(Gazetteer.default().path.read_bytes())
        run("remove", "v", "geonames-SY")
    assert indexes[0] == indexes[1]


def test_the_table_shows_arabic_in_the_order_of_the_terminal(run: Run, tmp_path: Path) -> None:
    run("add", write(tmp_path / "v.csv", CSV_HEAD, VILLAGE))
    assert "الزغفولة" in run("find", "الزغفولة").output
    assert (
        "الزغفولة"[::-1] in run("find", "الزغفولة", "--bidi", "on").output
        or "ﺔ" in run("find", "الزغفولة", "--bidi", "on").output
    )


def test_help_has_examples(run: Run) -> None:
    for args in (("--help",), ("add", "--help"), ("find", "--help"), ("list", "--help"), ("remove", "--help")):
        assert "kg gazetteer add SY.zip" in run(*args).output
