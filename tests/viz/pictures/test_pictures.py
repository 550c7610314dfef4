"""A geographic map as SVG, PNG and PDF: its signs, its words, nothing that runs, the same bytes each time."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from tests.viz.pictures.maps import AREAS, NOWHERE, OVERSEAS, POINTS, SHAPED
from tests.viz.test_geo import HOSTILE
from viz.geo_model import Area, State
from viz.pictures.legend import Entry, boxed, rows
from viz.pictures.letters import lines_of, text_width
from viz.pictures.pdf import as_pdf
from viz.pictures.picture import Ink, Label, Line, Shape
from viz.pictures.png import SCALE, as_png
from viz.pictures.sheet import WIDTH
from viz.pictures.svg import as_svg
from viz.pictures.territory import picture_of

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = {"shaped": SHAPED, "points": POINTS, "nowhere": NOWHERE}


def words(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("write", [as_svg, as_png, as_pdf])
@pytest.mark.parametrize("shown", PICTURES.values(), ids=PICTURES)
def test_the_same_map_is_the_same_bytes(write, shown):
    assert write(picture_of(shown)) == write(picture_of(shown))


def test_hostile_texts_stay_text_and_nothing_runs_or_fetches():
    svg = as_svg(picture_of(SHAPED))
    root = ElementTree.fromstring(svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} == {"svg", "title", "rect", "path", "text"}
    names = {name for node in root.iter() for name in node.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name or name == "style"]
    assert HOSTILE in [root.find(f"{SVG}title").text, *words(svg)]


def test_signs_by_which_bytes_could_be_no_xml_are_left_out():
    svg = as_svg(picture_of(replace(SHAPED, title="a\x00b\u202ec\ud800d")))
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == "abcd"


def test_what_is_present_absent_and_missing_has_signs_of_its_own():
    frame = picture_of(SHAPED).frame
    shapes = [mark for mark in frame.marks if isinstance(mark, Shape)]
    lines = [mark for mark in frame.marks if isinstance(mark, Line)]
    outline, present, absent, point, excluded = shapes
    assert len(present.rings) == 2
    assert absent.ink.dash
    assert not present.ink.dash
    assert len({one.ink.fill for one in (outline, present, absent, point, excluded)}) == 4
    assert (present.ink, len(point.rings[0])) == (point.ink, 4)
    cross = [line for line in lines if not line.ink.dash and line.ink.stroke == absent.ink.stroke]
    assert len(cross) == 2
    assert [bool(line.ink.dash) for line in lines if line not in cross] == [False, True]


def test_the_legend_explains_every_sign_and_no_other():
    def told(shown):
        return [mark.text for mark in picture_of(shown, alone=False).marks if isinstance(mark, Label)]

    assert told(SHAPED) == [
        "Participants:", "up to 9", "Absent: dashed, with a cross", "left out by design",
        "Cooperation: width by weight", "Missing: less than expected", "Outlines of countries",
    ]  # fmt: skip
    assert told(replace(SHAPED, areas=AREAS[:1], links=(), outlines=())) == ["Participants:", "up to 3"]


def test_the_legend_breaks_into_rows_where_there_is_no_room():
    entries = [Entry(boxed(Ink(fill="#000000")), f"sign {number}") for number in range(9)]
    (wide, low), (narrow, lower) = (rows(entries, top=0, left=0, width=room) for room in (WIDTH, 200))
    assert lower > low
    assert len(wide) == len(narrow)


def test_alone_a_picture_has_its_title_snapshot_and_notes():
    alone, inside = (words(as_svg(picture_of(SHAPED, alone=alone))) for alone in (True, False))
    assert "Snapshot abc123" in alone
    assert HOSTILE in alone
    assert "Snapshot abc123" not in inside
    assert len(inside) < len(alone)


def test_without_any_place_words_stand_instead_of_a_drawing():
    said = " ".join(words(as_svg(picture_of(NOWHERE))))
    assert "None of these areas has a known place" in said
    assert "socialcluster places import FILE" in said
    assert "nothing to draw" in " ".join(words(as_svg(picture_of(replace(NOWHERE, areas=())))))


def test_points_alone_lie_on_lines_of_longitude_and_latitude():
    picture = picture_of(POINTS)
    assert sum(isinstance(mark, Line) for mark in picture.frame.marks) > 5
    assert "Ilguma ir platuma: kontūrai neįkelti" in words(as_svg(picture))


def test_what_lies_far_away_does_not_shrink_all_others_and_is_counted():
    many = [
        Area(f"B{i}", None, State.PRESENT, 1.0, point=(i % 5 + 1.0, 50 + i // 5 * 1.0)) for i in range(20)
    ]
    far = Area("FAR", None, State.PRESENT, 1.0, shape=(OVERSEAS,))
    picture = picture_of(replace(POINTS, areas=(*many, far), language="en"))
    assert "1 area lies outside of this picture." in words(as_svg(picture))
    assert "outside" not in " ".join(words(as_svg(picture_of(replace(POINTS, areas=tuple(many))))))


def test_a_png_is_as_large_as_its_picture_and_not_empty():
    picture = picture_of(SHAPED)
    png = as_png(picture)
    width, height = struct.unpack(">II", png[16:24])
    assert width == SCALE * picture.width
    assert abs(height - SCALE * picture.height) <= 1
    assert len(set(zlib.decompress(png[png.index(b"IDAT") + 4 : -12])[:200_000])) > 20


def test_a_pdf_holds_the_words_as_text():
    page = PdfReader(BytesIO(as_pdf(picture_of(POINTS)))).pages[0]
    text = page.extract_text()
    assert "Duomenų kopija nenurodyta" in text
    assert float(page.mediabox.width) == WIDTH * 0.75


def test_lines_are_no_longer_than_their_room():
    lines = lines_of("one two three " + "long" * 40, 10, room=60)
    assert lines[0] == "one two"
    assert all(text_width(line, 10) <= 60 for line in lines)
    assert lines[-1].endswith("…")
