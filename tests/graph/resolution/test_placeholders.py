from graph.resolution.canonical import SameAs
from graph.resolution.matching import Verdict
from graph.resolution.placeholders import Appearance, fillings

ONE, OTHER = "page\x1fone.yaml", "page\x1fother.yaml"


def empty(uid: str, country: str | None = "PL", kind: str | None = None, document: str = ONE) -> Appearance:
    return Appearance("p", uid, False, country, kind, frozenset({document}))


def named(uid: str, country: str | None = "PL", kind: str | None = None, document: str = OTHER) -> Appearance:
    return Appearance("p", uid, True, country, kind, frozenset({document}))


def verdicts(*members: Appearance, same: dict[str, str] | None = None) -> dict[tuple[str, str], Verdict]:
    found = fillings(members, SameAs(same or {}))
    assert found == fillings(reversed(members), SameAs(same or {}))
    return {(c.a, c.b): c.verdict for c in found}


def test_the_only_one_of_its_country_fills_the_only_gap() -> None:
    five = [empty(f"e{c}", c) for c in ("AT", "DK", "HU", "IT", "PL")]
    told = [named(f"n{c}", c) for c in ("AT", "DK", "HU", "IT", "PL")]
    expected = {(f"e{c}", f"n{c}"): Verdict.MERGE for c in ("AT", "DK", "HU", "IT", "PL")}
    assert verdicts(*five, *told) == expected


def test_of_two_that_could_be_meant_neither_is_taken() -> None:
    review = {("e", "n1"): Verdict.REVIEW, ("e", "n2"): Verdict.REVIEW}
    assert verdicts(empty("e"), named("n1"), named("n2")) == review
    assert verdicts(empty("e1"), empty("e2"), named("n")) == {
        ("e1", "n"): Verdict.REVIEW,
        ("e2", "n"): Verdict.REVIEW,
    }


def test_a_gap_without_a_country_is_never_filled_without_a_person() -> None:
    assert verdicts(empty("e", None), named("n")) == {("e", "n"): Verdict.REVIEW}


def test_whom_the_same_document_names_it_does_not_leave_unnamed() -> None:
    assert verdicts(empty("e"), named("n", document=ONE)) == {}
    assert verdicts(empty("e"), named("n1", document=ONE), named("n2"), same={"n2": "n1"}) == {}


def test_two_documents_that_name_the_same_one_are_no_doubt() -> None:
    third = "page\x1fthird.yaml"
    found = verdicts(empty("e"), named("n1"), named("n2", document=third), same={"n1": "e", "n2": "e"})
    assert found == {("e", "n1"): Verdict.MERGE}


def test_another_country_or_kind_is_another_body() -> None:
    assert verdicts(empty("e"), named("n", "DK")) == {}
    assert verdicts(empty("e", kind="ngo"), named("n", kind="company")) == {}
    assert verdicts(empty("e", kind="ngo"), named("n")) == {("e", "n"): Verdict.MERGE}
