import gzip

import pytest

from graph.errors import UnreadableFile
from ingest.reading.files import Kind, gunzipped, kind_of, plain_file
from ingest.reading.limits import MIB, Limits
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written


def test_no_file_and_an_empty_one(written: Written) -> None:
    path = written("a.csv", "a")
    with pytest.raises(UnreadableFile, match="There is no file"):
        plain_file(path.with_name("b.csv"))
    with pytest.raises(UnreadableFile, match="There is no file"):
        plain_file(path.parent)
    with pytest.raises(UnreadableFile, match=r"e.csv is empty. Download it again."):
        plain_file(written("e.csv", ""))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"a,b\n", Kind.TEXT),
        ("a.xls", b"a\tb\n", Kind.TEXT),
        ("a.csv", b"\x1f\x8b", Kind.GZIP),
        ("a.csv", b"PK\x03\x04", Kind.ZIP),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.WORKBOOK),
        ("a", b"PAR1", Kind.PARQUET),
        ("a", b'\xef\xbb\xbf [ {"a": 1}]', Kind.JSON),
        ("a", b'{ "a": 1}', Kind.JSON),
        ("a", '[{"a": 1}]'.encode("utf-16"), Kind.JSON),
        ("a.jsonl", b"x", Kind.JSON),
        ("a.csv", b'[{"a": 1}]', Kind.TEXT),
        ("a", b"[a],b", Kind.TEXT),
    ],
)
def test_the_bytes_tell_the_kind(written: Written, name: str, content: bytes, kind: Kind) -> None:
    assert kind_of(plain_file(written(name, content))) is kind


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\n <!DOCTYPE HTML><html>", "a web page"),
        (b"\xef\xbb\xbf<html><table>", "a web page"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>', "an XML document"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(written: Written, content: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"report.xls is {what}.*not a table"):
        open_table(written("report.xls", content))


def test_a_gzip_archive(written: Written) -> None:
    path = written("a.csv.gz", gzip.compress("id;name\n1;Łódź\n".encode("utf-8-sig")))
    table = open_table(path)
    assert (table.name, [row.cells for row in table.rows()]) == ("a.csv.gz", [{"id": "1", "name": "Łódź"}])


def test_a_gzip_archive_that_is_cut_off(written: Written) -> None:
    packed = gzip.compress("".join(f"{number};{number * 7919}\n" for number in range(5_000)).encode())
    for size in (20, len(packed) // 2, len(packed) - 1):
        with pytest.raises(UnreadableFile, match=r"a.csv.gz is damaged or cut off"):
            open_table(written("a.csv.gz", packed[:size]))


def test_a_gzip_archive_with_a_wrong_checksum(written: Written) -> None:
    packed = bytearray(gzip.compress(b"a;b\n1;2\n"))
    packed[-5] ^= 0xFF
    with pytest.raises(UnreadableFile, match="damaged"):
        open_table(written("a.csv.gz", bytes(packed)))


def test_a_gzip_archive_that_unpacks_to_a_thousand_times_its_size(written: Written) -> None:
    packed = gzip.compress(b"a;b\n" + b"1;2\n" * 2_000_000)
    with pytest.raises(UnreadableFile, match="unpacks to more than 100 times its size"):
        open_table(written("a.csv.gz", packed))


def test_small_archives_may_be_dense_and_no_archive_may_be_huge(written: Written) -> None:
    dense = gzip.compress(b"a;b\n" + b"1;2\n" * 200_000)
    assert open_table(written("a.csv.gz", dense)).total == 200_000
    file = gunzipped(
        plain_file(written("b.csv.gz", gzip.compress(b"x" * 3 * MIB))), Limits(unpacked=MIB, ratio=10**6)
    )
    with pytest.raises(UnreadableFile, match="more than 1 MiB"):
        sum(map(len, file.blocks()))


def test_an_archive_in_an_archive_is_refused(written: Written) -> None:
    twice = gzip.compress(gzip.compress(b"a;b\n"))
    with pytest.raises(UnreadableFile, match="an archive in an archive"):
        open_table(written("a.csv.gz.gz", twice))
