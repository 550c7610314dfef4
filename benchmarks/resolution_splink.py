"""The same labelled pairs linked by splink (Fellegi-Sunter on DuckDB), beside which our scorer has to stand.

It is given our reading of the names (words as concepts, heads, acronyms, towns), its m from the positive
pairs of the tuning part, its u from random pairs, and the cut that is best on the tuning part.
"""

import logging
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

from benchmarks.resolution_gold import Pair
from graph.resolution.evidence import acronyms_of, readings, town_words
from graph.resolution.lexicon import roles
from graph.resolution.subject import Subject

SEED = 5
SHARED = "len(list_intersect(words_l, words_r)) / greatest(least(len(words_l), len(words_r)), 1)"
OVERALL = "len(list_intersect(words_l, words_r)) / greatest(len(words_l), len(words_r), 1)"


def weights(tuning: Sequence[Pair], test: Sequence[Pair]) -> dict[int, float]:
    """Match weight of each pair by its place in `tuning` followed by `test`."""
    pairs = [*tuning, *test]
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    # splink 5.0 writes lambdas as DuckDB did before 2.0
    connection.execute("SET lambda_syntax='ENABLE_SINGLE_ARROW'")
    database = DuckDBAPI(connection=connection)
    tables = [
        database.register(_table(pairs, side, len(tuning)), dataset_display_name=side) for side in ("a", "b")
    ]
    linker = Linker(tables, _settings(), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    linker.training.estimate_m_from_label_column("truth")
    found = linker.inference.predict().as_record_list()
    return {int(row["pair_l"]): float(row["match_weight"]) for row in found}


def _table(pairs: Sequence[Pair], side: str, tuned: int) -> pa.Table:
    rows = [
        {"pair": at, "truth": f"{at}" if at < tuned and pair.same else f"{side}{at}", **_row(one)}
        for at, pair in enumerate(pairs)
        for one in (getattr(pair, side),)
    ]
    return pa.Table.from_pylist([{"unique_id": at, **row} for at, row in enumerate(rows)])


def _row(one: Subject) -> Mapping[str, object]:
    read = readings(one)
    words = {word for name in read for word in name.words}
    heads = {roles().heads[head] for name in read for head in name.heads}
    return {
        "names": sorted({" ".join(sorted(name.words)) for name in read}),
        "words": sorted(words - roles().light) or sorted(words),
        "heads": " ".join(sorted(heads)) or None,
        "codes": sorted(acronyms_of(one)) or None,
        "town": " ".join(sorted(town_words(one.town, one.country))) or None,
    }


def _settings() -> SettingsCreator:
    words = cl.CustomComparison(
        output_column_name="words",
        comparison_levels=[
            cll.NullLevel("words"),
            *(cll.CustomLevel(f"{OVERALL} >= {share}", f"overall {share}") for share in (0.9, 0.6)),
            *(cll.CustomLevel(f"{SHARED} >= {share}", f"shared {share}") for share in (0.9, 0.6, 0.3)),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=["l.pair = r.pair"],
        comparisons=[
            cl.PairwiseStringDistanceFunctionAtThresholds("names", "jaro_winkler", [0.97, 0.92, 0.85]),
            words,
            cl.ExactMatch("heads"),
            cl.ArrayIntersectAtSizes("codes", [1]),
            cl.JaroWinklerAtThresholds("town", [0.85]),
        ],
        additional_columns_to_retain=["pair"],
    )
