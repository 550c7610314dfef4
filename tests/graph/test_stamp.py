import hashlib

import pytest

from graph.stamp import Stamp, default_parameters

STAMP = Stamp("c" * 32, default_parameters(), "1.0")


def test_the_id_is_made_as_the_documents_say() -> None:
    text = (
        '{"code_version":"1.0","content":"' + "c" * 32 + '",'
        '"parameters":{"counting":"fractional","resolution":1.0,"seed":0}}'
    )
    assert STAMP.id == "snap-" + hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        Stamp("d" * 32, default_parameters(), "1.0"),
        Stamp("c" * 32, default_parameters(seed=1), "1.0"),
        Stamp("c" * 32, default_parameters(resolution=2), "1.0"),
        Stamp("c" * 32, default_parameters(counting="full"), "1.0"),
        Stamp("c" * 32, default_parameters(), "1.1"),
    ],
)
def test_another_content_parameter_or_code_has_another_id(other: Stamp) -> None:
    assert other.id != STAMP.id


def test_the_order_of_the_parameters_does_not_matter() -> None:
    turned = dict(reversed(default_parameters().items()))
    assert Stamp(STAMP.content, turned, "1.0").id == STAMP.id


def test_a_whole_number_is_the_same_resolution() -> None:
    assert default_parameters(resolution=1) == default_parameters(resolution=1.0)
