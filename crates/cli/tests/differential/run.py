"""Holds the engine against programs that share nothing with it, on generated channels and exports: see README.md.

Needs SAFETY_METER (the program), GENERATE (the generator of benches/), what requirements.txt and package-lock.json list, and Node.js.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import scores
import texts

SHOWN = 40


def main():
    generator, began, found = os.environ["GENERATE"], time.monotonic(), []
    with tempfile.TemporaryDirectory() as name:
        for part in ["scores", "texts"]:
            (Path(name) / part).mkdir()
        compared, scored, differences = scores.compare(Path(name) / "scores")
        found += differences
        print(f"{scored} scores of {scores.CHANNELS} channels: {compared} values, by the engine, DuckDB and the naive scorer")
        compared, differences = scores.compare_generated(Path(name) / "scores", generator)
        found += differences
        print(f"{scores.GENERATED} channels of the generator: {compared} values, by the engine, the naive scorer and the generator")
        outcome = texts.compare(Path(name) / "texts", generator)
        found += outcome.found
        readers = ", ".join(f"{parser} reads {files}" for parser, files in outcome.read_by.items())
        print(f"{outcome.files} text exports: {outcome.compared} messages, {outcome.agreed} the same in two parsers and the engine; {readers}")
        print("exceptions: " + ", ".join(f"{reason} {count}" for reason, count in outcome.allowed.items()))
    for sentence in found[:SHOWN]:
        print(sentence, file=sys.stderr)
    print(f"{len(found)} differences without a reason, in {time.monotonic() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
