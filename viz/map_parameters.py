"""The parameters of a map in the reader's words: what was asked, each with its name."""

from collections.abc import Iterable, Mapping

from viz import wording
from viz.gap_words import level_name, verdict_name
from viz.languages import gettext, pgettext

_COUNTRY_CODE = 2


def told_parameters(parameters: Mapping[str, object]) -> list[str]:
    """One phrase for each parameter that says something; what is not known here stays as it is."""
    return [_told(name, value) for name, value in parameters.items() if value not in (None, "")]


def _told(name: str, value: object) -> str:
    before = name.removeprefix("before_")
    said = gettext(
        "%(parameter)s: %(value)s", parameter=_names().get(before, before), value=_value(before, value)
    )
    return said if before == name else gettext("in the period before: %(said)s", said=said)


def _names() -> dict[str, str]:
    return {
        "alpha": gettext("significance level"),
        "backbone": gettext("backbone"),
        "by": pgettext("parameter", "shortest by"),
        "correction": gettext("correction for many tests"),
        "counting": gettext("counting of joint projects"),
        "country": pgettext("parameter", "country"),
        "draws": gettext("random networks drawn"),
        "from": pgettext("parameter", "from"),
        "k": gettext("chains at most"),
        "kind": pgettext("parameter", "kind"),
        "level": gettext("units"),
        "minimum_weight": gettext("weakest tie counted"),
        "neighbours": gettext("only neighbours by land"),
        "order": gettext("order"),
        "programme": pgettext("parameter", "programme"),
        "resolution": gettext("resolution"),
        "seed": gettext("seed"),
        "territory": gettext("territory"),
        "theme": pgettext("parameter", "theme"),
        "to": pgettext("parameter", "to"),
        "verdict": pgettext("parameter", "verdict"),
        "via": gettext("connected by"),
        "within_km": gettext("at most so many km apart"),
    }


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, float):
        return wording.number(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_value(name, one) for one in value)
    return _word(name, str(value))


def _word(name: str, value: str) -> str:
    if name == "level":
        return level_name(value)
    if name == "verdict":
        return verdict_name(value)
    if name == "country" or (name == "territory" and len(value) == _COUNTRY_CODE):
        return wording.country(value)
    if name == "theme":
        return wording.theme(value)
    return _words().get((name, value), value)


def _words() -> dict[tuple[str, str], str]:
    """Values that are words of the program."""
    return {
        ("by", "hops"): gettext("number of introductions"),
        ("by", "strength"): gettext("strength of ties"),
        ("counting", "full"): gettext("full"),
        ("counting", "fractional"): gettext("fractional"),
        ("counting", "budget"): gettext("by budget"),
        ("order", "residual"): gettext("missing ties first"),
        ("via", "cooperation"): gettext("joint projects"),
        ("via", "administrative"): gettext("administration"),
        ("via", "theme"): gettext("themes"),
        ("via", "funder"): gettext("funders"),
        ("via", "country"): gettext("countries"),
    }
