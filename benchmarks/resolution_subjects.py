"""Subjects of the real files, read as their sources are read, without any database."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from functools import cache

from benchmarks.setting import data_file
from graph.names import folded
from graph.records import uid
from graph.resolution.subject import Subject
from ingest.countries import country_code

Row = dict[str, str]
_OIB = re.compile(r"(.*\S)\s*\(\s*([0-9]{11})\s*\)\s*", re.DOTALL)


def rows(*path: str, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[Row]:
    file = data_file(*path)
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode(encoding), newline=""), delimiter=delimiter)


@cache
def pic_countries() -> dict[str, str]:
    """Country by PIC: the table of names has none, the participations have."""
    read = {row["pic"]: row["country"] for row in rows("h2020", "participation_2014_2017.csv.gz")}
    read |= {r["organisationID"]: r["country"] for r in cordis()}
    return {pic: code for pic, text in read.items() if (code := country_code(text))}


@cache
def cordis() -> tuple[Row, ...]:
    return tuple(rows("cordis", "organization_2014_2020_sample.csv"))


def subject(
    key: str,
    names: tuple[str, ...],
    source: str,
    country: str | None,
    town: str | None = None,
    identifiers: tuple[str, ...] = (),
    website: str | None = None,
    kind: str | None = None,
    place: str | None = None,
) -> Subject:
    return Subject(
        uid=uid("org", source, key),
        names=tuple(dict.fromkeys(name.strip() for name in names if name.strip())),
        kind=kind,
        country=country,
        town=town or None,
        place=place,
        identifiers=identifiers,
        website=website or None,
        sources=(source,),
    )


@cache
def h2020() -> tuple[Subject, ...]:
    """Every named PIC with its short name."""
    found = []
    for row in rows("h2020", "pic_names.csv.gz"):
        vat = re.sub(r"\W", "", row["vatNumber"]).upper()
        numbers = (f"pic:{row['pic']}", *((f"vat:{vat}",) if re.search(r"\d{5}", vat) else ()))
        names = (row["name"], row["shortName"])
        country = pic_countries().get(row["pic"])
        found.append(subject(row["pic"], names, "h2020", country, row["city"], numbers))
    return tuple(found)


def ror_names(row: Row) -> tuple[str, ...]:
    listed = [row["name_display"], *row["labels"].split("|"), *row["aliases"].split("|")]
    return tuple(dict.fromkeys(name.strip() for name in listed if name.strip()))


@cache
def ror() -> tuple[Subject, ...]:
    return tuple(
        subject(
            row["ror_id"],
            (*ror_names(row), *row["acronyms"].split("|")),
            "ror",
            country_code(row["country"]),
            row["city"],
            (f"ror:{row['ror_id'].rsplit('/', 1)[1]}",),
            row["website"],
        )
        for row in rows("ror", "ror_eu_flat.csv")
    )


@cache
def keep_rows() -> tuple[Row, ...]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(data_file("keep", "keep_closed_1420.xlsx")).get_sheet_by_name(
        "Partners"
    )
    first, *others = sheet.to_python()
    heads = [str(cell) for cell in first]
    return tuple(dict(zip(heads, map(str, row), strict=True)) for row in others)


@cache
def keep() -> tuple[Subject, ...]:
    """Partners by trimmed, case-folded name and country, as the source tells them apart."""
    found: dict[tuple[str, str], Subject] = {}
    for row in keep_rows():
        name = row["Project Partner"].strip()
        country = country_code(row["Country"])
        key = (name.casefold(), country or row["Country"])
        place = row["NUTS3 (or equivalent)"].split("/")[0].strip() or None
        if name and key not in found:
            found[key] = subject("|".join(key), (name,), "keep.eu", country, row["Town"], place=place)
    return tuple(found.values())


@cache
def esif_hr() -> tuple[tuple[str, str], ...]:
    """Name and OIB of Croatian beneficiaries, each spelling once."""
    read = rows("esif", "HR.croatia_ESIF_Croatia_2007-2020.csv")
    matched = (_OIB.fullmatch(row["Korisnik"]) for row in read)
    return tuple(dict.fromkeys((found[1], found[2]) for found in matched if found))


@cache
def esif() -> tuple[Subject, ...]:
    """Beneficiaries of Croatia, Poland, Lithuania and Romania."""
    found: dict[str, Subject] = {}
    for name, oib in esif_hr():
        known = found.get(oib)
        names = (*known.names, name) if known else (name,)
        found[oib] = subject(oib, names, "esif-hr", "HR", identifiers=(f"oib:{oib}",))
    for country, name, town in _esif_others():
        key = f"{country}|{folded(name).strip()}"
        if name.strip() and key not in found:
            found[key] = subject(key, (name,), f"esif-{country.lower()}", country, town)
    return tuple(found.values())


def _esif_others() -> Iterator[tuple[str, str, str | None]]:
    from python_calamine import CalamineWorkbook

    for file in ("CF_2007_2013", "CF_2014_2020", "ERDF_2014_2020", "ESF_2014_2020"):
        for row in rows("esif", f"PL.poland_Poland_{file}.csv", encoding="cp1250", delimiter=";"):
            yield "PL", row["Nazwa beneficjenta"] or "", None
    for row in rows("esif", "LT.lithuania_2014-2020_Paraiškų_informacija_20161030.csv"):
        yield "LT", row["Pareiškėjas/ Vykdytojas"] or "", None
    book = CalamineWorkbook.from_path(data_file("esif", "LT.lithuania_2007-2013_contracts.xls"))
    for row in book.get_sheet_by_index(0).to_python()[1:]:
        yield "LT", str(row[1]), None
    for row in rows("esif", "RO.romania_cleaning_romania.csv"):
        yield "RO", row["Beneficiar"] or "", (row.get("Locality") or "").strip() or None


def everything() -> list[Subject]:
    """All subjects of the four groups of sources, in a fixed order."""
    return [*h2020(), *keep(), *ror(), *esif()]
