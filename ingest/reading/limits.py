"""How much of a file is read before it is refused. Real tables stay far below; hostile ones do not."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

# Excel holds at most 32,767 characters in a cell; a "cell" beyond this is a lost quotation mark.
CELL_CHARACTERS = MIB
# A record that has not ended by now keeps the whole file in memory.
RECORD_CHARACTERS = 4 * MIB
COLUMNS = 16_384
# Rows before the headings: titles, dates, notes of the publisher.
ROWS_ABOVE_HEADINGS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. `ratio` is unpacked to packed size, and counts only beyond `unpacked_free` bytes."""

    unpacked: int = 20 * GIB
    unpacked_free: int = MIB
    ratio: int = 100
    members: int = 1_000
    workbook: int = GIB
    workbook_free: int = 64 * MIB
    workbook_memory: int = 4 * GIB
    workbook_seconds: int = 900
    document: int = 64 * MIB
