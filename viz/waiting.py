"""What a reader sees while a map is laid out: how far it is, in a page that asks again by itself."""

from functools import partial

from viz.map_words import said
from viz.network import templates


def waiting_page(done: int, total: int, language: str = "en") -> str:
    """The page; it needs no script and no style."""
    say = partial(said, language=language)
    template = templates().get_template("map_waiting.html")
    return template.render(done=done, total=total, say=say, language=language)
