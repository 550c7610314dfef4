from ingest.reading.findings import Findings
from ingest.reading.headings import unique_headings


def headings(*cells: str) -> tuple[str, ...]:
    return unique_headings(cells, Findings())[0]


def test_headings_stay_as_they_stand() -> None:
    assert headings(" Region ", "Wartość [zł]", "a\nb") == (" Region ", "Wartość [zł]", "a\nb")


def test_a_byte_order_mark_is_no_part_of_a_heading() -> None:
    assert headings("\ufeffid", "name") == ("id", "name")


def test_repeated_and_empty_headings_are_made_unique_and_said() -> None:
    found, notes = unique_headings(["Name", "", "Name", "Name (2)", " ", "Name"], Findings())
    assert found == ("Name", "column 2", "Name (3)", "Name (2)", "column 5", "Name (4)")
    assert notes == [
        "Column 2 has no heading; it is called 'column 2'.",
        "The heading 'Name' stands 2 times; column 3 is called 'Name (3)'.",
        "Column 5 has no heading; it is called 'column 5'.",
        "The heading 'Name' stands 3 times; column 6 is called 'Name (4)'.",
    ]


def test_misread_headings_are_restored() -> None:
    findings = Findings()
    assert unique_headings(["WartoÅ›Ä‡"], findings)[0] == ("Wartość",)
    assert len(findings.sentences()) == 1
