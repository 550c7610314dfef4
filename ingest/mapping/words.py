"""What words in cells mean, in several languages: roles, outcomes and kinds (`data/words.yaml`)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from ingest.reading.heading_rows import fold

ROLE, OUTCOME, KIND = "role", "outcome", "kind"
APPLIED, FUNDED = "applied", "funded"


@cache
def words_for(subject: str) -> Mapping[str, str]:
    """Folded word to its meaning, of `role`, `outcome` or `kind`."""
    text = files("ingest").joinpath("mapping/data/words.yaml").read_text(encoding="utf-8")
    meanings: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return {fold(word): meaning for meaning, words in meanings[subject].items() for word in words}


def meaning(subject: str, text: str) -> str | None:
    """What a word means, None where no list has it."""
    return words_for(subject).get(fold(text))
