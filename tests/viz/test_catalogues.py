"""Catalogues hold all that is said, translated, with the same places for values and the right forms."""

import ast
import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.checkout import texts
from tools import catalogues
from viz.languages import LANGUAGES, SOURCE, gettext, ngettext, pgettext, speaking

TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})
FORMS = {"pl": 3, "lt": 3, "da": 2, "hu": 2}
PLACES = re.compile(r"%(?:\(\w+\))?[a-zA-Z%]|</?\w+|\{\w*\}")
CALLS = {"gettext": 1, "noted": 1, "ngettext": 2, "pgettext": 2}


def catalogues_of(language: str) -> list[Catalog]:
    files = catalogues.files_of(language)
    return [read_po(BytesIO(file.read_bytes()), locale=language) for file in files]


def messages_of(found: list[Catalog]) -> list[Message]:
    return [one for catalogue in found for one in catalogue if one.id]


def wrong(message: Message, forms: int) -> list[str]:
    """What is wrong with the translation of a message."""
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(said):
        return ["not translated"]
    found = ["fuzzy"] if message.fuzzy else []
    if message.pluralizable and len(said) != forms:
        found.append(f"{len(said)} forms instead of {forms}")
    allowed = [sorted(PLACES.findall(one)) for one in (message.id if message.pluralizable else (message.id,))]
    if any(sorted(PLACES.findall(one)) not in allowed for one in said):
        found.append("other places for values")
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogues_are_whole(language: str) -> None:
    written = {file.stem: file.read_text(encoding="utf-8") for file in catalogues.files_of(language)}
    assert written == catalogues.renewed(language), "run 'make words'"


def test_each_message_stands_in_one_domain() -> None:
    said = [(one.context, str(one.id)) for one in messages_of([*catalogues.messages().values()])]
    assert len(said) == len(set(said))
    assert len(said) > 800


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_message_is_translated_with_its_values(language: str) -> None:
    found = messages_of(catalogues_of(language))
    assert {str(one.id): wrong(one, FORMS[language]) for one in found if wrong(one, FORMS[language])} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_the_forms_of_its_language(language: str) -> None:
    for found in catalogues_of(language):
        assert found.num_plurals == FORMS[language]
        assert not found.fuzzy


@pytest.mark.parametrize(
    ("original", "string", "fault"),
    [
        ("%(a)s knows", "", "not translated"),
        ("%(a)s knows", "%(b)s zna", "other places for values"),
        ("one", "100 %% jeden", "other places for values"),
        (("%(count)s a", "%(count)s b"), ("%(count)s x", "%(count)s y"), "2 forms instead of 3"),
        (("one", "%(count)s b"), ("%(count)s x", "y", ""), "not translated"),
    ],
)
def test_a_fault_is_found(original, string, fault) -> None:
    assert wrong(Message(original, string), 3) == [fault]


def test_whatever_code_says_is_in_the_catalogues() -> None:
    """Looked for by another way than the extraction, which does not look into f-strings."""
    known = {
        part
        for one in messages_of([*catalogues.messages().values()])
        for part in (one.id if one.pluralizable else (one.id,))
    }
    said = {
        argument.value
        for path, text in texts("viz", "api")
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        for argument in node.args[node.func.id == "pgettext" : CALLS[node.func.id]]
        if isinstance(argument, ast.Constant)
    }
    assert len(said) > 50
    assert said - known == set()


def test_templates_hold_no_words_that_nobody_can_translate() -> None:
    bare = re.compile(r">([^<>{}]*[a-z]{3}[^<>{}]*)<")
    found = [
        f"{path.name}: {words.strip()}"
        for path, text in texts("viz/templates/pages")
        for words in bare.findall(
            re.sub(r"(?s)\{%-? *trans.*?endtrans *%\}|<(?:pre|code)\b.*?</(?:pre|code)>", "", text)
        )
    ]
    assert found == []


def test_a_reader_gets_the_form_of_the_count() -> None:
    def told(count: int) -> str:
        return ngettext("%(count)s introduction", "%(count)s introductions", count, count=count)

    with speaking("pl"):
        assert [told(n) for n in (1, 3, 5, 22)] == [
            "1 pośrednictwo", "3 pośrednictwa", "5 pośrednictw", "22 pośrednictwa",
        ]  # fmt: skip
    with speaking("lt"):
        assert [told(n) for n in (1, 21, 5, 11)] == [
            "1 supažindinimas", "21 supažindinimas", "5 supažindinimai", "11 supažindinimų",
        ]  # fmt: skip
    with speaking("da"):
        assert [told(n) for n in (1, 2)] == ["1 introduktion", "2 introduktioner"]


def test_a_word_is_translated_as_it_is_meant() -> None:
    with speaking("da"):
        assert (pgettext("end of a path", "From"), gettext("Clusters")) == ("Fra", "Klynger")
    assert gettext("Clusters") == "Clusters"
