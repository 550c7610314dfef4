"""Cypher is literal everywhere, but for labels and tie types out of the vocabulary in one file."""

import pytest

from tests.house.checkout import PACKAGES, texts
from tests.house.statement_rule import BUILDER_FILE, offences

ELSEWHERE = "graph/store/organisations.py"

PASTED = {
    "an f-string": "def one(uid):\n    return Statement('one', f'MATCH (n {{uid: {uid}}}) RETURN n')",
    "a sum": "def one(uid):\n    return Statement('one', 'MATCH (n) WHERE n.uid = ' + uid + ' RETURN n')",
    "a format": "ONE = Statement('one', 'MATCH (n:{}) RETURN n'.format(label))",
    "a percent sign": "ONE = Statement('one', 'MATCH (n:%s) RETURN n' % label)",
    "a parameter": "def one(text):\n    return Statement('one', text)",
    "a keyword": "def one(text):\n    return Statement(name='one', text=text)",
    "a parameter named like a constant": "TEXT = 'RETURN 1'\ndef one(TEXT):\n    return Statement('', TEXT)",
    "a name given twice": "TEXT = 'RETURN 1'\nTEXT = read()\nONE = Statement('one', TEXT)",
    "a name that grew": "TEXT = 'RETURN '\nTEXT += read()\nONE = Statement('one', TEXT)",
    "an enumeration elsewhere": "def one(label: Node):\n    return Statement('one', f'MATCH (n:{label})')",
    "neomodel's order": "def one(sort):\n    return Organisation.nodes.order_by(sort)",
    "neomodel's full text": "def one(q):\n    return FulltextFilter(query_string=q)",
    "the driver's own door": "def one(driver, q):\n    return driver.execute_query(q)",
    "neomodel's own door": "def one(q):\n    return db.cypher_query(f'MATCH (n:{q}) RETURN n')",
}
PASTED_IN_BUILDER = {
    "a plain text": "def one(label: str):\n    return _built('one', f'MATCH (n:{label}) RETURN n')",
    "a value of a member": "def one(kind: Kind):\n    return _built('one', f'MATCH (n:{kind.named()})')",
    "a name made of more": "def one(a: Node, b):\n    c = f'{a}{b}'\n    return _built('', f'MATCH (n:{c})')",
    "a loop over anything": "def one(a):\n    return _built('one', ':'.join(x for x in a))",
    "around the builder": "def one(a: Node):\n    return Statement('one', f'MATCH (n:{a})')",
}
JOINED = {
    "literals": "A = 'MATCH (n) '\nONE = Statement('one', A + 'RETURN n' + ' ORDER BY n.uid')",
    "an enumeration": "def one(label: Node):\n    return _built('one', f'MATCH (n:{label}) RETURN n')",
    "a label or nothing": "def one(kind: Kind | None):\n"
    "    more = f' SET n:{kind.facts.label}' if kind else ''\n"
    "    return _built('one', f'MATCH (n){more}')",
    "all labels": "ALL = ':'.join(sorted(kind.facts.label for kind in Kind))\n"
    "def one(label: Node):\n    return _built('one', f'MATCH (n:{label}) REMOVE n:{ALL}')",
}


def test_every_statement_is_literal_or_built_from_the_vocabulary() -> None:
    modules = [(path.as_posix(), text) for path, text in texts(*PACKAGES) if path.suffix == ".py"]

    assert modules
    assert [offence for path, text in modules for offence in offences(path, text)] == []


@pytest.mark.parametrize("source", PASTED.values(), ids=PASTED)
def test_pasted_text_is_found(source: str) -> None:
    assert len(offences(ELSEWHERE, source)) == 1


@pytest.mark.parametrize("source", PASTED_IN_BUILDER.values(), ids=PASTED_IN_BUILDER)
def test_pasted_text_is_found_where_statements_are_built(source: str) -> None:
    assert len(offences(BUILDER_FILE, source)) == 1


@pytest.mark.parametrize("source", JOINED.values(), ids=JOINED)
def test_literals_and_vocabulary_may_be_joined(source: str) -> None:
    assert offences(BUILDER_FILE, source) == []
