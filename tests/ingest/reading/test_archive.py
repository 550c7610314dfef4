"""Archives made to harm are refused before anything of them is read; nothing is ever unpacked to disk."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.reading.limits import Limits
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written

GOOD = b"id;name\n1;x\n"


def archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_the_only_table_in_an_archive(tmp_path: Path) -> None:
    members = {"README.md": b"x", "__MACOSX/._a.csv": b"x", "csv/": b"", "csv/projects.csv": GOOD}
    table = open_table(archive(tmp_path / "cordis.zip", members))
    assert (table.name, table.part) == ("cordis.zip", "csv/projects.csv")
    assert list(table.rows()) == [TableRow(2, {"id": "1", "name": "x"})]


def test_one_of_several_tables(tmp_path: Path) -> None:
    path = archive(tmp_path / "cordis.zip", {"csv/project.csv": GOOD, "csv/topics.csv": b"id;topic\n1;T\n"})
    with pytest.raises(UnexpectedLayout, match=r"several tables or none \(csv/project.csv, csv/topics.csv\)"):
        open_table(path)
    assert open_table(path, member="topics.csv").headings == ("id", "topic")
    assert open_table(path, member="csv/project.csv").headings == ("id", "name")
    assert open_table(path, wanted=[(("topic",),)]).part == "csv/topics.csv"
    with pytest.raises(UnexpectedLayout, match=r"has no table 'x.csv'; its tables are: csv/project.csv"):
        open_table(path, member="x.csv")
    with pytest.raises(UnexpectedLayout, match="several tables or none"):
        open_table(path, wanted=[(("budget",),)])


def test_an_archive_without_tables(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedLayout, match=r"several tables or none \(none\)"):
        open_table(archive(tmp_path / "a.zip", {"a.md": b"x"}))


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:/a.csv", "\\a.csv"]
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="unpacked elsewhere"):
        open_table(archive(tmp_path / "a.zip", {"good.csv": GOOD, name: GOOD}))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_a_link(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    with pytest.raises(UnreadableFile, match="a member that is a link"):
        open_table(tmp_path / "a.zip")


def test_a_member_that_unpacks_to_a_thousand_times_its_size(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="more than 100 times its size"):
        open_table(archive(tmp_path / "a.zip", {"a.csv": b"0" * 10_000_000}))


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz", "a.tar", "a.7z"])
def test_an_archive_in_an_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="holds another archive"):
        open_table(archive(tmp_path / "x.zip", {"good.csv": GOOD, name: b"x"}))


def test_an_archive_under_the_name_of_a_table(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"a.csv": GOOD}).read_bytes()
    with pytest.raises(UnreadableFile, match="an archive in an archive"):
        open_table(archive(tmp_path / "x.zip", {"a.csv": inner}))


def test_too_many_members(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(1_001)}, zipfile.ZIP_STORED
    )
    with pytest.raises(UnreadableFile, match="more than 1,000 members"):
        open_table(path)


def test_a_hundred_thousand_members(tmp_path: Path) -> None:
    """Their number does not fit into the old end of an archive, which then says 65,535."""
    members = {f"{number}.csv": b"" for number in range(100_000)}
    with pytest.raises(UnreadableFile, match="more than 1,000 members"):
        open_table(archive(tmp_path / "many.zip", members, zipfile.ZIP_STORED))


def test_an_end_that_lies_about_the_number_of_members(tmp_path: Path) -> None:
    path = archive(tmp_path / "many.zip", {f"{n}.csv": b"" for n in range(5_000)}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06") + 8
    data[at : at + 4] = struct.pack("<2H", 1, 1)
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="more than 1,000 members"):
        open_table(path)


def test_a_directory_of_members_is_refused_unread(written: Written) -> None:
    """The number of members stands at the end; a directory of gigabytes is not even looked at."""
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 7, 7, 2_000_000_000, 0, 0)
    with pytest.raises(UnreadableFile, match="more than 1,000 members"):
        open_table(written("a.zip", b"PK\x03\x04" + bytes(100) + end))


def test_a_header_that_lies_about_the_size(tmp_path: Path) -> None:
    """The directory says 1,000 bytes where there are ten million; the checksum of those is wrong."""
    path = archive(tmp_path / "liar.zip", {"a.csv": b"a;b\n" + b"1;2\n" * 2_500_000})
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(sign) + place
        data[at : at + 4] = struct.pack("<L", 1_000)
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="damaged"):
        list(open_table(path).rows())


def test_a_locked_member(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": GOOD})
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="locked with a password"):
        open_table(path)


def test_an_unusual_packing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="packed in a way that is not read here"):
        open_table(archive(tmp_path / "a.zip", {"a.csv": GOOD}, zipfile.ZIP_BZIP2))


def test_an_archive_that_is_cut_off(tmp_path: Path, written: Written) -> None:
    data = archive(tmp_path / "a.zip", {"a.csv": GOOD * 50}).read_bytes()
    for size in range(4, len(data), max(1, len(data) // 50)):
        with pytest.raises(UnreadableFile, match="zip archive"):
            open_table(written("cut.zip", data[:size]))


def test_damage_inside_a_member(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": bytes(range(48, 58)) * 500}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[500] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"a.csv.* is not what the archive says of it"):
        list(open_table(path).rows())


def test_a_huge_member_is_refused_by_what_is_declared(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": b"1;2\n" * 1_000}, zipfile.ZIP_STORED)
    with pytest.raises(UnreadableFile, match="has a member of 0 MiB"):
        open_table(path, limits=Limits(unpacked=1_000))
