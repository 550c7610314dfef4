"""Real files as their publishers give them: every row is there, and every letter is right."""

import unicodedata
from pathlib import Path

import pytest

from ingest.reading.rows import Table, TableRow
from ingest.reading.tables import open_table

# File, encoding, rows, and words that must stand in it.
FILES = [
    ("benchmarks/karate_edges.csv", "UTF-8", 78, ()),
    ("benchmarks/netsci_nodes.csv", "UTF-8", 1_589, ()),
    ("benchmarks/flo_marriage_nodes.csv", "UTF-8", 16, ()),
    ("cordis/organization_2014_2020_sample.csv", "UTF-8", 5_153, ("ΙΧΘΥΟΚΑΛΛΙΕΡΓΕΙΕΣ",)),
    ("cordis/topics_2014_2020.csv", "UTF-8", 35_383, ()),
    ("cordis/programme_parts.csv.gz", "UTF-8", 37_441, ()),
    ("cordis/HORIZON_topics.csv", "UTF-8", 15_341, ('the "Fit for 55" package', "EURADWASTE’25")),
    ("cordis/HORIZON_legalBasis.csv", "UTF-8", 20_512, ()),
    ("esif/HR.croatia_ESIF_Croatia_2007-2020.csv", "UTF-8", 2_532, ("Čakovec", "Županija")),
    ("esif/LT.lithuania_2014-2020_Paraiškų_informacija_20161030.csv", "UTF-8", 2_471, ("savivaldybė",)),
    ("esif/LT.lithuania_2007-2013_contracts.xls", None, 8_307, ("savivaldybė", "Užsienio")),
    ("esif/PL.poland_Poland_CF_2007_2013.csv", "cp1250", 2_190, ("Wartość projektu [zł]", "Kraków")),
    ("esif/PL.poland_Poland_CF_2014_2020.csv", "cp1250", 125, ("Częstochowa", "Miłomłyn", "Kaźmierzów")),
    ("esif/PL.poland_Poland_ERDF_2014_2020.csv", "cp1250", 749, ("Inowrocławia", "SPÓŁKA", "Międzynarodowe")),
    ("esif/PL.poland_Poland_ESF_2014_2020.csv", "cp1250", 2_437, ("WOJEWÓDZTWA", "uczniów", "Społecznej")),
    ("esif/RO.romania_cleaning_romania.csv", "UTF-8", 4_636, ("Municipiul Alba Iulia",)),
    ("etmun/etmun_membership.csv", "UTF-8", 17_333, ("Hérault Méditerranée", "Šempeter-Vrtojba")),
    ("h2020/participation_2014_2017.csv.gz", "UTF-8", 70_724, ("Ålesund",)),
    ("h2020/pic_names.csv.gz", "UTF-8", 17_812, ()),
    ("ror/ror_eu_flat.csv", "UTF-8", 20_325, ("Technische Universität Graz", "Rīga")),
    ("territories/lau_2019_nuts2016.csv.gz", "UTF-8", 99_140, ("Dąbrowa Górnicza", "Rīga", "ČAKOVEC")),
    ("territories/lau_centroids_PL_LT_HU_DK_IT_AT.csv", "UTF-8", 15_800, ("Oberösterreich",)),
    ("territories/nuts_codes_1999_2021_changes.csv", "UTF-8", 3_097, ("ΒΟΡΕΙΑ ΕΛΛΑΔΑ",)),
    ("territories/NUTS_RG_60M_2021_4326_LEVL_0.geojson", "UTF-8", 37, ("Ísland",)),
    ("territories/NUTS_RG_60M_2021_4326_LEVL_3.geojson", "UTF-8", 1_514, ("Göttingen",)),
    ("urbact/URBACT_Membership_GNidCorr_complete_V2.csv", "UTF-8", 1_510, ()),
    ("urbact/UrbactNetworks_complete_V2.csv", "UTF-8", 172, ()),
]  # fmt: skip
WRITTEN_IN = {
    "cp1250": "PL CZ SK HU HR SI",
    "iso8859-2": "PL CZ SK HU HR SI",
    "cp1252": "DE AT FR ES PT IT SE FI DK IS BE CH EE",
    "cp1253": "EL",
    "cp1257": "LT LV EE",
    "cp1251": "BG",
}
KEEP = {"Projects (lead partners)": 1_891, "Partners": 8_621, "Calls": 138}


def sound_rows(table: Table) -> list[TableRow]:
    """All rows, none of them broken, and no sign in them that is no part of a text."""
    rows = []
    for row in table.rows():
        assert isinstance(row, TableRow), row
        assert not [text for text in row.cells.values() if not text.isprintable() and is_unsound(text)], row
        rows.append(row)
    return rows


def is_unsound(text: str) -> bool:
    return any(
        letter == "\ufffd" or (unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\r\n")
        for letter in text
    )


@pytest.mark.parametrize(
    ("name", "encoding", "number", "words"), FILES, ids=[Path(file[0]).name for file in FILES]
)
def test_every_row_and_every_letter(
    data: Path, name: str, encoding: str | None, number: int, words: tuple[str, ...]
) -> None:
    table = open_table(data / name)
    rows = sound_rows(table)
    assert (table.encoding, len(rows), table.total) == (encoding, number, number)
    text = "\n".join([*table.headings, *(cell for row in rows for cell in row.cells.values())])
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(("sheet", "number"), KEEP.items())
def test_every_sheet_of_keep_eu(data: Path, sheet: str, number: int) -> None:
    table = open_table(data / "keep" / "keep_closed_1420.xlsx", sheet=sheet)
    rows = sound_rows(table)
    assert (len(rows), table.total, rows[-1].row) == (number, number, number + 1)


def test_acronyms_of_digits_in_keep_eu_are_no_numbers(data: Path) -> None:
    rows = open_table(data / "keep" / "keep_closed_1420.xlsx", sheet="Partners").rows()
    acronyms = [row.cells["Acronym"] for row in rows if isinstance(row, TableRow)]
    digits = [acronym for acronym in acronyms if acronym.replace(".", "").isdigit()]
    assert len(digits) > 100
    assert not [acronym for acronym in digits if "." in acronym]


def test_every_sample_is_one_row(data: Path) -> None:
    samples = sorted((data / "samples").glob("*.json"))
    assert len(samples) >= 50
    for path in samples:
        table = open_table(path)
        (row,) = table.rows()
        assert isinstance(row, TableRow)
        lost = [text for text in row.cells.values() if is_unsound(text)]
        assert not lost or any("letter that was lost" in note for note in table.notes), path.name


def test_only_what_is_wrong_is_mended(data: Path) -> None:
    """The one place of half a million cells whose name had been read in a wrong encoding, and no other."""
    rows = open_table(data / "etmun" / "etmun_membership.csv").rows()
    mended = [row for row in rows if isinstance(row, TableRow) and row.mended]
    assert [row.cells["Full_Name"] for row in mended] == ["Šempeter-Vrtojba"]
    for name in ("ror/ror_eu_flat.csv", "territories/lau_2019_nuts2016.csv.gz", "h2020/pic_names.csv.gz"):
        assert not [row for row in open_table(data / name).rows() if isinstance(row, TableRow) and row.mended]


def test_the_sheet_is_found_by_its_columns(data: Path) -> None:
    path = data / "keep" / "keep_closed_1420.xlsx"
    assert open_table(path, wanted=[(("Project Partner",), ("nuts3.or.equivalent",))]).part == "Partners"


def test_lau_names_in_the_old_encodings_of_their_countries(data: Path, tmp_path: Path) -> None:
    """Names of municipalities of a country, as a ministry's spreadsheet would have saved them."""
    names: dict[str, list[str]] = {}
    for row in open_table(data / "territories" / "lau_2019_nuts2016.csv.gz").rows():
        assert isinstance(row, TableRow)
        names.setdefault(row.cells["country"], []).append(row.cells["lau_name_national"])
    for codec, codes in WRITTEN_IN.items():
        for code in codes.split():
            kept = [
                name for name in names[code] if name.encode(codec, errors="replace").decode(codec) == name
            ][::7]
            path = tmp_path / "old.csv"
            path.write_bytes("".join(f"{name};x\n" for name in ["name", *kept]).encode(codec))
            found = [row.cells["name"] for row in open_table(path).rows() if isinstance(row, TableRow)]
            assert found == kept, (codec, code)
