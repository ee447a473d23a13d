"""The same check by splink, as its tutorial has it: `python peer_splink.py customers.csv`.

Run by the Python of `.bench/peers`, which has splink; nothing of this program is imported. Prints
JSON: seconds, pairs compared, and pairs that are more likely one than not.
"""

import json
import sys
from time import perf_counter

import pandas
import splink.comparison_library as compared_by
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

MORE_LIKELY_THAN_NOT = 0.5
SAMPLED_PAIRS = 1e6


def main(path: str) -> None:
    """Deduplicate the rows of a CSV file."""
    start = perf_counter()
    rows = pandas.read_csv(path, dtype=str)
    rules = [block_on("phone"), block_on("email"), block_on("name", "company")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            compared_by.JaroWinklerAtThresholds("name", [0.9, 0.7]),
            compared_by.JaroWinklerAtThresholds("company", [0.9, 0.7]),
            compared_by.ExactMatch("phone"),
            compared_by.ExactMatch("email"),
            compared_by.JaroWinklerAtThresholds("address", [0.9]),
        ],
    )
    database = DuckDBAPI()
    linker = Linker(database.register(rows), settings)
    linker.training.estimate_probability_two_random_records_match(rules[:2], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS)
    for rule in (block_on("phone"), block_on("name", "company")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict().as_pandas_dataframe()
    likely = int((scored["match_probability"] >= MORE_LIKELY_THAN_NOT).sum())
    told = {"seconds": perf_counter() - start, "compared": len(scored), "likely": likely}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
