"""Runs the program under test, which SAFETY_METER names."""

import os
import subprocess


def program(*arguments):
    """What it prints. It must succeed."""
    done = subprocess.run([os.environ["SAFETY_METER"], *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: exit code {done.returncode}\n{done.stderr}"
    return done.stdout
