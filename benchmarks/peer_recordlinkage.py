"""The same check by recordlinkage, as its tutorial has it: `python peer_recordlinkage.py FILE.csv`.

Run by the Python of `.bench/peers`, which has recordlinkage; nothing of this program is imported.
Prints JSON: seconds, pairs compared, and pairs that are taken for one.
"""

import json
import sys
from time import perf_counter

import pandas
import recordlinkage

ALIKE = 0.9


def main(path: str) -> None:
    """Deduplicate the rows of a CSV file, with the pairs and fields that splink is given too."""
    start = perf_counter()
    rows = pandas.read_csv(path, dtype=str, index_col="id")
    indexer = recordlinkage.Index()
    for together in (["phone"], ["email"], ["name", "company"]):
        indexer.block(together)
    pairs = indexer.index(rows)
    compared_by = recordlinkage.Compare()
    for field in ("name", "company", "address"):
        compared_by.string(field, field, method="jarowinkler", threshold=ALIKE, label=field)
    for field in ("phone", "email"):
        compared_by.exact(field, field, label=field)
    vectors = compared_by.compute(pairs, rows)
    likely = recordlinkage.ECMClassifier().fit_predict(vectors)
    told = {"seconds": perf_counter() - start, "compared": len(pairs), "likely": len(likely)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
