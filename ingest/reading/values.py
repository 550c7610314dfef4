"""Yes and no, and codes that spreadsheets take for numbers."""

import re

from ingest.reading.cannot_read import CannotRead, shown

_YES = (
    "yes y true t 1 ja j jah jā oui o vrai sí si sì sim verdadero vero taip tak igen ano áno da ναι "
    "да так kyllä evet já po prawda tiesa wahr sand sant tosi igaz pravda adevărat"
)
_NO = (
    "no n false f 0 nein nei nej nee non faux não nao ne nie nem nu όχι не ні ei hayır hayir jo nē le leh "
    "fałsz netiesa falsch falso falsk epätosi hamis nepravda fals"
)
_FLOAT_OF_CODE = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+\d+|[+-]?\d+[.,]\d+[eE]\d+")
_FORMULA = re.compile(r'="([^"]*)"')


def boolean(text: str) -> bool:
    """Yes or no in the languages of Europe; raises CannotRead for anything else."""
    key = text.strip().casefold()
    if key in _YES.split():
        return True
    if key in _NO.split():
        return False
    raise CannotRead(f"{shown(text)} is neither yes nor no.")


def identifier(text: str) -> str:
    """A code as it was before a spreadsheet took it for a number; raises CannotRead where digits are lost."""
    bare = text.strip()
    guarded = _FORMULA.fullmatch(bare)
    if guarded:
        return identifier(guarded[1])
    if not bare:
        raise CannotRead("The code is empty.")
    if _SCIENTIFIC.fullmatch(bare):
        raise CannotRead(
            f"{shown(text)} is what a spreadsheet makes of a long number; its last digits are lost."
        )
    whole = _FLOAT_OF_CODE.fullmatch(bare)
    return whole[1] if whole else bare
