"""Fetching a page: what is refused and why, on a server of this machine that means no good."""

from pathlib import Path

import pytest

from graph.errors import UnreadableFile
from graph.settings import Settings
from ingest.documents.web.addresses import address_of, checked, is_public
from ingest.documents.web.fetch import Bounds, fetch
from ingest.documents.web.files import fetched_file
from tests.ingest.documents.web.hostile_site import PAGE, site

QUICK = Bounds(seconds=1.5, size=4000, moves=3)


def check(host: str, port: int, seconds: float) -> str:
    """The names of the tests; the server stands at 127.0.0.1, which here counts as the open internet."""
    places = {"page.example": "127.0.0.1", "inside.example": "10.1.2.3"}
    return checked(
        host,
        port,
        seconds=seconds,
        find=lambda name, _: [places.get(name, name)],
        allows=lambda number: number == "127.0.0.1" or is_public(number),
    )


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:808:808::",
        "64:ff9b::7f00:1", "2001:0:53aa:64c::", "ff02::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_only_addresses_of_the_open_internet_are_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_the_open_internet_is_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1/", "http://localhost/", "http://0x7f000001/", "http://2130706433/", "http://127.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/", "http://0/",
    ],
)  # fmt: skip
def test_this_machine_and_its_neighbours_are_refused_however_they_are_written(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"not on the open internet|no such host"):
        fetch(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://page.example/x", "only http"),
        ("gopher://page.example/x", "only http"),
        ("http://me:secret@page.example/", "name or a password"),
        ("http:///page", "names no host"),
        ("http://page.example:99999/", "not written as a web address"),
        ("http://page.example/a b", "spaces or control"),
        ("http://page.example/\r\nX: y", "spaces or control"),
        ("http://page.example/" + "x" * 3000, "too long"),
    ],
)
def test_what_is_not_the_address_of_a_page_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why) as refused:
        address_of(text)
    assert "secret" not in str(refused.value)


def test_a_page_comes_as_it_is_without_cookies_or_names(tmp_path: Path) -> None:
    with site() as (port, asked):
        page = fetch(f"http://page.example:{port}/page", bounds=QUICK, check=check)
    assert (page.data, page.suffix, page.address) == (PAGE, ".html", f"http://page.example:{port}/page")
    assert [path for path, _ in asked] == ["/robots.txt", "/page"]
    headers = asked[1][1].casefold()
    assert f"host: page.example:{port}" in headers
    assert "cookie" not in headers
    assert "authorization" not in headers


def test_a_page_that_moved_is_found_where_it_is() -> None:
    with site() as (port, _):
        page = fetch(f"http://page.example:{port}/to?/page", bounds=QUICK, check=check)
    assert page.address.endswith("/page")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://127.0.0.2/page", "not on the open internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the open internet"),
        ("http://[::1]/page", "not on the open internet"),
        ("http://inside.example/page", "not on the open internet"),
        ("file:///etc/passwd", "only http"),
        ("http://me:secret@page.example/", "name or a password"),
    ],
)
def test_a_page_cannot_send_us_where_we_would_not_go_ourselves(target: str, why: str) -> None:
    with site() as (port, _), pytest.raises(UnreadableFile, match=why):
        fetch(f"http://page.example:{port}/to?{target}", bounds=QUICK, check=check)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/around", "more than 3 times"),
        ("/drip", "within 1.5 seconds"),
        ("/large", "larger than 4,000 bytes"),
        ("/packed", "compressed"),
        ("/picture", "its type is image/gif"),
        ("/nothing", "its type is not told"),
        ("/gone", "status 404"),
    ],
)
def test_what_is_no_page_within_bounds_is_refused(path: str, why: str) -> None:
    with site() as (port, _), pytest.raises(UnreadableFile, match=why):
        fetch(f"http://page.example:{port}{path}", bounds=QUICK, check=check)


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        (b"User-agent: *\nDisallow: /", "stay away"),
        (503, "is not told"),
        (b"User-agent: socialcluster\nDisallow: /page", "stay away"),
    ],
)
def test_robots_are_heeded(robots: bytes | int, why: str) -> None:
    with site(robots) as (port, asked), pytest.raises(UnreadableFile, match=why):
        fetch(f"http://page.example:{port}/page", bounds=QUICK, check=check)
    assert [path for path, _ in asked] == ["/robots.txt"]


def test_robots_of_others_do_not_keep_us_out() -> None:
    with site(b"User-agent: greedy\nDisallow: /") as (port, _):
        assert fetch(f"http://page.example:{port}/page", bounds=QUICK, check=check).data == PAGE


def test_an_old_encoding_becomes_utf_8() -> None:
    with site() as (port, _):
        assert fetch(f"http://page.example:{port}/old", bounds=QUICK, check=check).data == "Město".encode()


def test_a_name_that_changes_its_mind_gets_us_nowhere_new() -> None:
    """What was looked at is connected to: a second answer for the same name is looked at again."""
    answers = iter(["127.0.0.1", "10.0.0.1"])

    def rebinding(host: str, port: int, seconds: float) -> str:
        return checked(
            host,
            port,
            seconds=seconds,
            find=lambda name, _: [next(answers)],
            allows=lambda number: number == "127.0.0.1",
        )

    with site() as (port, asked), pytest.raises(UnreadableFile, match="not on the open internet"):
        fetch(f"http://page.example:{port}/page", bounds=QUICK, check=rebinding)
    assert [path for path, _ in asked] == ["/robots.txt"]


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(UnreadableFile, match="not on the open internet"):
        checked("page.example", 80, seconds=1, find=lambda host, port: ["93.184.215.14", "10.0.0.1"])


def test_nothing_is_fetched_unless_it_is_allowed() -> None:
    assert Settings().fetch_pages is False
    with (
        site() as (port, asked),
        pytest.raises(UnreadableFile, match="SOCIALCLUSTER_FETCH_PAGES"),
        fetched_file(f"http://page.example:{port}/page", allowed=False, check=check),
    ):
        pass
    assert asked == []


def test_a_fetched_page_is_a_file_for_a_while() -> None:
    with (
        site() as (port, _),
        fetched_file(f"http://page.example:{port}/page", allowed=True, check=check) as (path, address),
    ):
        assert path.read_bytes() == PAGE
        assert path.suffix == ".html"
    assert not path.exists()
    assert address.startswith("http://page.example")
