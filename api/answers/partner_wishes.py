"""Suggestions without those with whom somebody does not want to work."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.answers.organisations import row_of
from api.answers.partners import PartnerAnswer, PartnerSuggestion, Question, partners
from api.explorer import Explorer
from graph.analysis.suggestions import MOST, Wish


@dataclass(frozen=True, slots=True)
class Unwanted:
    """With whom not: organisations (uids or names), and kinds and countries."""

    organisations: Sequence[str] = ()
    kind: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """The answer without those not wanted; `left_out` counts them by reason among the best MOST."""

    answer: PartnerAnswer
    left_out: dict[str, int]


def wished_partners(explorer: Explorer, question: Question, wish: Wish, unwanted: Unwanted) -> Wishes:
    """As many as are wished, without those not wanted; raises NotFound for an unknown organisation."""
    uids = {
        explorer.snapshot().organisation_uids[row_of(explorer.snapshot(), name, explorer.store)]
        for name in unwanted.organisations
    }
    plain = not uids and unwanted.kind is None and unwanted.country is None
    answer = partners(explorer, question, wish if plain else replace(wish, most=MOST))
    left_out: Counter[str] = Counter()
    kept: list[PartnerSuggestion] = []
    for one in answer.suggestions:
        reason = _reason(one, uids, unwanted)
        if reason:
            left_out[reason] += 1
        elif len(kept) < wish.most:
            kept.append(one)
    return Wishes(answer.model_copy(update={"suggestions": kept}), dict(left_out))


def _reason(one: PartnerSuggestion, uids: set[str], unwanted: Unwanted) -> str | None:
    if one.organisation.uid in uids:
        return "organisation"
    if unwanted.kind and one.organisation.kind == unwanted.kind:
        return "kind"
    return "country" if unwanted.country and one.organisation.country == unwanted.country else None
