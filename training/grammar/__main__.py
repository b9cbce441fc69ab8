"""Print generated triples: python -m training.grammar --count N --seed S."""

from __future__ import annotations

import argparse
import sys
from itertools import islice

from training.grammar import iter_triples


def main() -> int:
    """Write `count` lines of az TAB en TAB vi to standard output."""
    parser = argparse.ArgumentParser(prog="python -m training.grammar", description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="number of lines (20)")
    parser.add_argument(
        "--seed", type=int, default=0, help="the same seed prints the same lines (0)"
    )
    options = parser.parse_args()
    for triple in islice(iter_triples(options.seed), options.count):
        sys.stdout.write("\t".join(triple) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
