"""neo4j.conf: every setting has its reason, and limits follow the heap."""

import pytest

from graph.store.embedded.conf import lines, render


def values(port: int = 20_000, heap_mb: int = 1024) -> dict[str, str]:
    return {line.name: line.value for line in lines(port=port, heap_mb=heap_mb)}


def test_every_setting_is_there_once_with_a_reason() -> None:
    settings = lines(port=20_000, heap_mb=1024)
    assert len({line.name for line in settings}) == len(settings)
    assert all(line.why.endswith(".") for line in settings)


def test_the_text_is_the_table() -> None:
    text = render(lines(port=20_000, heap_mb=1024))
    told = dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))
    assert told == values()


def test_it_listens_on_loopback_only() -> None:
    addresses = {name: value for name, value in values(port=23_456).items() if name.endswith("_address")}
    assert set(addresses.values()) == {"127.0.0.1", "127.0.0.1:23456"}


@pytest.mark.parametrize(("heap_mb", "limit"), [(256, "128m"), (512, "256m"), (1024, "512m"), (8192, "512m")])
def test_one_transaction_never_gets_the_whole_heap(heap_mb: int, limit: str) -> None:
    assert values(heap_mb=heap_mb)["db.memory.transaction.max"] == limit
