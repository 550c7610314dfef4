import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz import inlining

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "\u2029", "&lt;", "<ScRiPt"]))
def test_json_reads_back_and_holds_no_sign_that_means_something_to_html(text):
    written = inlining.inert_json({text: [text, None, 1.5]})
    assert json.loads(written) == {text: [text, None, 1.5]}
    assert not set(written) & set("<>&\u2028\u2029")


def test_half_a_character_does_not_break_the_page():
    assert inlining.inert_json(["broken \ud800 name"]).encode("utf-8")


def test_letters_of_all_languages_stay_readable():
    assert "Łódź Kauno rajonas" in inlining.inert_json(["Łódź Kauno rajonas"])


def test_numbers_that_json_does_not_know_are_refused():
    with pytest.raises(ValueError, match="Out of range"):
        inlining.inert_json([float("nan")])


def test_the_policy_names_each_script_by_its_hash_and_nothing_else():
    policy = inlining.content_policy(scripts=["one()"], styles=["p{}"])
    expected = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    assert f"script-src 'sha256-{expected}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("text", ["a</script>", "a</STYLE>", "<!-- a"])
def test_a_script_that_would_close_its_own_element_is_refused(text):
    with pytest.raises(ValueError, match="closes its own element"):
        inlining.checked(text)


def test_line_ends_are_those_that_the_browser_hashes():
    assert inlining.checked("a\r\nb") == "a\nb"
