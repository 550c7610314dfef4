"""Takes a file apart in a process of its own: standard input is the file, the argument says how.

The answer is one JSON object: `text`, or `wrong` with the reason. A file that asks for more memory or time
than is allowed ends this process, not the program.
"""

import sys

import orjson

from ingest.documents.formats.docx_text import docx_text
from ingest.documents.formats.html_text import html_text
from ingest.documents.formats.pdf_text import pdf_text

_INPUT, _OUTPUT = 0, 1


def main() -> None:
    task = orjson.loads(sys.argv[1])
    _bound_memory(task["memory"])
    with open(_INPUT, "rb") as stream:
        data = stream.read()
    try:
        answer = {"text": _text(data, task)}
    except ValueError as error:
        answer = {"wrong": str(error)}
    except MemoryError:
        answer = {"wrong": "it needs more memory than is allowed"}
    with open(_OUTPUT, "wb") as out:
        out.write(orjson.dumps(answer, option=orjson.OPT_PASSTHROUGH_SUBCLASS))


def _text(data: bytes, task: dict[str, int | str]) -> str:
    if task["format"] == "pdf":
        text = pdf_text(data, int(task["pages"]), int(task["letters"]))
    elif task["format"] == "docx":
        text = docx_text(data, int(task["unpacked"]))
    else:
        text = html_text(data)
    # A lone half of a character, as damaged files have them, is no text that can be kept.
    return text.encode("utf-8", "replace").decode()


def _bound_memory(size: int) -> None:
    """Windows knows no such bound."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
