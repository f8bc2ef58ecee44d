"""What is compared with what: the files, the programs that read them, and the targets."""

from dataclasses import dataclass
from pathlib import Path

MESSAGES, PERSONS = 2_000_000, 33_333
PEERS = {"duckdb": "DuckDB, SQL", "polars": "polars, lazy", "pandas": "pandas", "python": "Python, json or csv"}


@dataclass
class Command:
    """One program on one input."""

    title: str
    line: list
    kind: str  # engine, peer or limit
    required: str = ""


@dataclass
class Case:
    """Programs that read the same files."""

    name: str
    title: str
    generate: list
    kind: str
    peers: list
    targets: dict
    limits: tuple = ()
    threads: tuple = ()

    def commands(self, tools, folder):
        """The engine first."""
        score = [tools.engine, "score", "--quiet", "--format", "ndjson", "--timezone", "Europe/London"]
        # Some formats do not tell the owner; all generated channels have the same one.
        what = ["--fleet", folder] if self.kind == "fleet" else ["--me", "Harbour Books", folder]
        commands = [Command("Safety Meter", [*score, *what], "engine")]
        for count in self.threads:
            line = [*score, "--threads", str(count), *what]
            commands.append(Command(f"Safety Meter, threads {count}", line, "engine"))
        if self.kind in ("ndjson", "page", "csv", "parquet"):
            ending = "json" if self.kind == "page" else self.kind
            for peer in self.peers:
                script = tools.here / f"with_{peer}.py"
                line = [tools.python, script, self.kind, folder / f"messages.{ending}", folder / "contacts.csv"]
                commands.append(Command(PEERS[peer], line, "peer", self.targets.get(peer, "")))
        if self.kind == "text" and tools.node:
            line = [tools.node, tools.here / "with_javascript.mjs", folder]
            commands.append(Command("JavaScript parser, parsing only", line, "peer", self.targets.get("javascript", "")))
        for work, threads in self.limits:
            line = [tools.limits, work, folder / f"messages.{self.kind}", "--threads", str(threads)]
            required = self.targets.get("limit", "") if (work, threads) == self.limits[-1] else ""
            commands.append(Command(f"limit: {work}, threads {threads}", line, "limit", required))
        return commands


def channel(form, out, messages, persons):
    """What the generator is asked for."""
    size = ["--messages", str(max(1, round(messages))), "--persons", str(max(1, round(persons)))]
    return (["channel", "--format", form, *size], Path(out))


def all_cases(scale):
    """The inputs of the targets, times `scale`."""
    messages, persons = MESSAGES * scale, max(1, PERSONS * scale)

    def book(form, out):
        return [channel(form, out, messages, persons), channel("table-contacts", "contacts.csv", messages, persons)]

    typed = ["duckdb", "polars", "pandas"]
    fleet = ["fleet", "--channels", str(max(2, round(1_000 * scale))), "--messages", "5000", "--persons", "100"]
    return [
        Case("ndjson", "Whapi NDJSON", book("whapi-ndjson", "messages.ndjson"), "ndjson", list(PEERS),
             {"duckdb": "≥ 4", "limit": "≥ 0.67"}, (("newlines", 2), ("json", 1), ("json", 2)), (1,)),
        Case("page", "one Whapi page", book("whapi-page", "messages.json"), "page", ["duckdb", "python"], {}),
        Case("csv", "CSV table", book("table-csv", "messages.csv"), "csv", list(PEERS), {"duckdb": "≥ 4"},
             (("csv", 1), ("csv", 2)), (1,)),
        Case("parquet", "Parquet table", book("table-parquet", "messages.parquet"), "parquet", typed,
             {"duckdb": "≥ 3", "polars": "≥ 3"}, (), (1,)),
        Case("texts", "text exports, 1,000 chats", [channel("text", ".", 6_500_000 * scale, 1_000 * scale)], "text", [],
             {"javascript": "≥ 20"}, (), (1,)),
        Case("text", "text export, one chat", [channel("text", ".", 1_200_000 * scale, 1)], "text", [],
             {"javascript": "≥ 20"}, (), (1,)),
        Case("msgstore", "msgstore.db", [channel("android-msgstore", "msgstore.db", messages, persons)], "database", [],
             {}, (), (1,)),
        Case("fleet", "fleet, 5,000 messages each", [(fleet, Path("."))], "fleet", [], {}, (), (1,)),
        Case("small", "a chat of 50 messages", [channel("text", ".", 50, 1)], "small", [], {}),
    ]
