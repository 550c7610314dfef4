"""Parquet: types as they are, null and empty told apart, the snapshot named in the file's metadata."""

from pathlib import Path

import pyarrow.parquet as pq

from graph.export.sheets import Sheet
from graph.stamp import Stamp


def write_parquet(sheet: Sheet, target: Path, stamp: Stamp) -> None:
    """A batch is a row group, so that only one is in memory."""
    about = {
        "snapshot": stamp.id,
        "content": stamp.content,
        "code_version": stamp.code_version,
        "parameters": stamp.told_parameters,
    }
    with pq.ParquetWriter(target, sheet.schema.with_metadata(about), compression="zstd") as writer:
        for batch in sheet.batches():
            writer.write_batch(batch.replace_schema_metadata(about))
