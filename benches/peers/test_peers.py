"""python3 -m unittest discover benches/peers: differences are noticed, and on a small scale there are none."""

import subprocess
import sys
import unittest
from pathlib import Path

import cases
import measure

HERE = Path(__file__).resolve().parent


def result(answer, kind="peer"):
    return measure.Result(cases.Command("any", [], kind), 1.0, 1.0, 1, answer)


class Differences(unittest.TestCase):
    case = cases.all_cases(0.001)[0]
    engine = result({"persons": 3, "responseRate": 0.5, "messages": 9}, "engine")

    def found(self, answer):
        return measure.differences(self.case, [self.engine, result(answer)])

    def test_equal_answers_are_none(self):
        self.assertEqual(self.found({"persons": 3, "responseRate": 0.5 + 1e-12}), [])

    def test_another_count_is_one(self):
        self.assertEqual(len(self.found({"persons": 4, "responseRate": 0.5})), 1)

    def test_another_rate_is_one(self):
        self.assertEqual(len(self.found({"responseRate": 0.501})), 1)

    def test_a_count_that_the_engine_lacks_is_one(self):
        self.assertEqual(len(self.found({"unheard": 1})), 1)

    def test_what_only_touches_bytes_says_nothing(self):
        self.assertEqual(measure.answer("12345\n"), {})


class SmallScale(unittest.TestCase):
    @unittest.skipUnless((HERE / ".environment").exists(), "run.py has not been run, so nothing is installed")
    def test_all_agree(self):
        command = [sys.executable, HERE / "run.py", "--scale", "0.002", "--runs", "1"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        # A row a program: every case has the engine's.
        self.assertEqual(printed.count("| Safety Meter |"), len(cases.all_cases(0.002)))


if __name__ == "__main__":
    unittest.main()
