from threading import Event

import pytest

from api.long_answers import WAITING, LongAnswers
from graph.errors import Cancelled


@pytest.fixture
def answers():
    made = LongAnswers()
    yield made
    made.close()


def test_what_is_quick_is_there_at_once_and_computed_once(answers: LongAnswers) -> None:
    computed = []
    for _ in range(3):
        assert answers.get("key", lambda check: computed.append(1) or 7, 30.0) == (True, 7)
    assert computed == [1]


def test_what_takes_long_is_not_waited_for_and_found_later(answers: LongAnswers) -> None:
    ready = Event()
    assert answers.get("key", lambda check: ready.wait(30), 0.0) == (False, None)
    ready.set()
    assert answers.get("key", lambda check: False, None) == (True, True)


def test_what_failed_is_tried_again(answers: LongAnswers) -> None:
    def fail(check) -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        answers.get("key", fail, None)
    assert answers.get("key", lambda check: 7, None) == (True, 7)


def test_no_more_than_some_wait_in_line(answers: LongAnswers) -> None:
    ready = Event()
    for number in range(WAITING):
        answers.get(number, lambda check: ready.wait(30), 0.0)
    assert answers.get("one more", lambda check: 7, None) == (False, None)
    ready.set()
    assert answers.get(WAITING - 1, lambda check: 0, None) == (True, True)
    assert answers.get("one more", lambda check: 7, None) == (True, 7)


def test_the_oldest_results_are_forgotten(answers: LongAnswers) -> None:
    for number in range(100):
        answers.get(number, lambda check: "first", None)
    assert answers.get(99, lambda check: "second", None) == (True, "first")
    assert answers.get(0, lambda check: "second", None) == (True, "second")


def test_closing_ends_what_is_running_at_its_next_step() -> None:
    answers, begun, ended = LongAnswers(), Event(), []

    def work(check) -> None:
        begun.set()
        try:
            while True:
                check()
        except Cancelled as error:
            ended.append(error)
            raise

    answers.get("key", work, 0.0)
    begun.wait(30)
    answers.close()
    assert len(ended) == 1
