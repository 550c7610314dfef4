"""What a body is, by its name: the head word of the language, else the words that all sources share."""

from ingest.documents.candidates import Candidate
from ingest.documents.found import Fact
from ingest.documents.heads import foreign_head_in, head_in
from ingest.documents.page import Page
from ingest.documents.words import known_languages, words_of
from ingest.kinds import kind_of_name

# Types of the page schema by the kinds of the graph.
TYPES = {
    "municipality": "municipality",
    "region": "region",
    "university": "university",
    "college": "college",
    "research organisation": "public_body",
    "school": "school",
    "ngo": "ngo",
    "company": "company",
    "chamber": "ngo",
    "public body": "public_body",
    "cultural institution": "cultural_institution",
    "library": "library",
    "health and care": "public_body",
}


def kind_of(page: Page, one: Candidate, name: Fact) -> Fact | None:
    """What the body is (vocabulary.Kind), None where its name does not tell."""
    own = head_in(page.words, name.value)
    if own in ("municipality", "college"):
        return Fact(own, name.at, "the head word of the name")
    inferred = kind_of_name(name.value, None)
    if inferred:
        return Fact(str(inferred.kind), name.at, inferred.rule)
    if not own and (abroad := foreign_head_in(page.words.code, name.value)):
        return Fact(abroad.replace("_", " "), name.at, "a word for it in the name (another language)")
    for words in (page.words, *(words_of(code) for code in known_languages() if code != page.words.code)):
        if kind := head_in(words, name.value):
            return Fact(kind.replace("_", " "), name.at, f"a word for it in the name ({words.name})")
    return None
