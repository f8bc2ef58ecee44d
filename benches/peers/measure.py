"""Runs programs, and says what they took and whether their answers agree."""

import datetime
import json
import os
import platform
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COUNTS = ["ageDays", "reached", "known", "persons", "outreaches", "answered", "pending"]


@dataclass
class Result:
    """The median run of a program."""

    command: object
    wall: float
    cpu: float
    peak: int  # bytes
    answer: object


def once(line):
    """Wall and processor seconds, peak memory in bytes, and what was printed."""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        process = subprocess.Popen([str(part) for part in line], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"measure.py: exit code {process.returncode} from {' '.join(map(str, line))}")
        out.seek(0)
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, out.read().decode()


def result(command, asked):
    """The median of several runs; a slow program is run less often."""
    runs = [once(command.line)]
    wanted = asked.slow_runs if runs[0][0] > 10 else asked.runs
    runs += [once(command.line) for _ in range(wanted - 1)]
    wall, cpu, peak = (statistics.median(run[place] for run in runs) for place in range(3))
    return Result(command, wall, cpu, int(peak), answer(runs[-1][3]))


def answer(printed):
    """The counts of the engine's full view, or those that a peer prints; how many messages text exports have; channels of a fleet."""
    lines = [json.loads(line) for line in printed.splitlines()]
    if len(lines) != 1:
        return {"channels": len(lines)}
    if not isinstance(lines[0], dict):
        return {}
    if "metrics" not in lines[0]:
        return lines[0]
    metrics = lines[0]["metrics"]
    flat = metrics["lifeTime"] | metrics["riskFactorContacts"] | metrics["riskFactorChats"]
    # An address book has no first message.
    messages = sum(source["records"] for source in lines[0]["sources"] if source["first"])
    return {name: flat[name] for name in [*COUNTS, "responseRate"]} | {"messages": messages}


def differences(case, results):
    """A sentence for every peer whose answer is not the engine's."""
    engine, sentences = results[0].answer, []
    for other in results[1:]:
        if not other.answer and other.command.kind == "peer":
            sentences.append(f"{case.name}: {other.command.title} gives no answer")
        for name, value in other.answer.items():
            expected = engine.get(name)
            is_rate = isinstance(value, float) and expected is not None
            if value != expected and not (is_rate and abs(value - expected) < 1e-9):
                sentences.append(f"{case.name}: {other.command.title} has {name} {value}, the engine {expected}")
    return sentences


def heading(scale, runs):
    """When and on what machine, and the head of the table."""
    model = platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        models = [line.split(":")[1].strip() for line in information.read_text().splitlines() if "model name" in line]
        model = models[0] if models else model
    load = os.getloadavg()[0]
    return (
        f"{datetime.date.today()}, {os.cpu_count()} cores ({model}), load {load:.1f} before, scale {scale:g}, whole process, "
        f"median of {runs}\n\n"
        "| input | program | wall | cpu | peak | messages/s | engine is … × faster | target |\n|---|---|---:|---:|---:|---:|---:|---:|"
    )


def rows(case, results):
    """The rows of a case."""
    engine, lines = results[0], []
    messages = engine.answer.get("messages", 0)
    for one in results:
        ratio = "" if one is engine else f"{one.wall / engine.wall:.2f}"
        speed = f"{messages / one.wall / 1e6:.2f} M" if messages else ""
        lines.append(
            f"| {case.title} | {one.command.title} | {seconds(one.wall)} | {seconds(one.cpu)} | {one.peak / 2**20:.0f} MiB "
            f"| {speed} | {ratio} | {one.command.required} |"
        )
    return "\n".join(lines)


def seconds(value):
    """Milliseconds below a tenth of a second."""
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"
