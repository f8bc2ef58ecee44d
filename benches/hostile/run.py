"""Is the time in proportion to the input, whatever is in it? Each hostile input is read at three sizes.

Needs the program (SAFETY_METER, or target/release/safety-meter). Prints a table for the README and exits with 1 where four times as much takes
more than eight times as long, or more than a limit of memory. Processor time counts, so that a busy machine is no fault.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = os.environ.get("SAFETY_METER", str(ROOT / "target" / "release" / "safety-meter"))
COMMAND = ["score", "--format", "json"]
# Below it a process' own beginning is most of what is measured.
SECONDS_THAT_COUNT = 0.05
MOST_TIMES, MOST_BYTES_A_BYTE, MOST_BYTES_BESIDE = 8, 8, 128 << 20


def once(folder, command):
    """Processor seconds, peak memory in bytes, the exit code, and the first line of what went wrong."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([PROGRAM, *command, str(folder)], stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode, errors.read().decode()


def measured(made, sizes, command):
    """A process of its own makes the input: the kernel counts the memory of whoever starts a program as the program's own peak."""
    results = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as kept:
            channel = Path(kept) / "channel"
            channel.mkdir()
            subprocess.run([sys.executable, HERE / "inputs.py", made, str(size), channel], check=True)
            held = sum(path.stat().st_size for path in channel.rglob("*") if path.is_file())
            results.append((held, *min(once(channel, command) for _ in range(2))))
    return results


def faults(results):
    """What is wrong with the growth, if anything is."""
    if any(code not in (0, 2) for _, _, _, code, _ in results):
        yield "it ended badly"
    if len({code for _, _, _, code, _ in results}) > 1:
        yield "some sizes are refused and others are not"
    for (_, before, *_), (held, after, peak, *_) in itertools.pairwise(results):
        if after > MOST_TIMES * max(before, SECONDS_THAT_COUNT):
            yield f"{after / before:.1f} times as long"
        if peak > MOST_BYTES_BESIDE + MOST_BYTES_A_BYTE * held:
            yield "too much memory"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="names of inputs")
    parser.add_argument("--sizes", nargs="*", type=int, default=[1, 4, 16], help="about so many MB each, each four times the one before")
    parser.add_argument("--command", default=" ".join(COMMAND), help="what is run on each channel")
    asked = parser.parse_args()
    print("| input | " + " | ".join(f"× {size}" for size in asked.sizes) + " | peak | |\n|" + "---|" * (len(asked.sizes) + 3))
    failed = False
    names = subprocess.run([sys.executable, HERE / "inputs.py"], check=True, capture_output=True, text=True).stdout.split()
    for made in asked.only or names:
        results = measured(made, asked.sizes, asked.command.split())
        found = list(faults(results))
        failed |= bool(found)
        times = " | ".join(f"{seconds:.2f} s" for _, seconds, *_ in results)
        _, _, peak, code, said = results[-1]
        remark = "; ".join(found) or (f"refused: {said.strip().splitlines()[0][:120]}" if code else "")
        print(f"| {made.replace('_', ' ')} | {times} | {peak >> 20} MiB | {remark} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
