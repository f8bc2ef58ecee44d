#!/usr/bin/env python3
"""Measures the engine against what a user would run instead, on the same files, answers compared: see ../README.md."""

import argparse
import sys
from pathlib import Path

import cases
import measure
import prepare

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the inputs, 1 is 2 M messages (default 1)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each program, the median counts (default 5)")
    parser.add_argument("--slow-runs", type=int, default=1, help="runs of programs that take over 10 s (default 1)")
    parser.add_argument("--engine", type=Path, default=PROJECT / "target/release/safety-meter", help="the engine")
    parser.add_argument("--inputs", type=Path, default=HERE / ".folder", help="where the inputs go; kept for the next run")
    parser.add_argument("--only", nargs="*", default=[], help="names of cases, such as ndjson csv text")
    return parser.parse_args()


def main():
    asked = arguments()
    tools = prepare.tools(PROJECT, HERE, asked.engine)
    chosen = [case for case in cases.all_cases(asked.scale) if not asked.only or case.name in asked.only]
    print(measure.heading(asked.scale, asked.runs))
    wrong = []
    for case in chosen:
        folder = prepare.inputs(tools, case, asked.inputs / f"scale-{asked.scale:g}")
        results = [measure.result(command, asked) for command in case.commands(tools, folder)]
        wrong += measure.differences(case, results)
        print(measure.rows(case, results), flush=True)
    if not wrong:
        print("\nThe answers of all programs that give one agree with the engine's.")
    for sentence in wrong:
        print(f"run.py: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
