"""Scores random channels three times, by the engine, by SQL in DuckDB and by a naive scorer, and compares every number.

Channels of the generator are scored by the engine and the naive scorer, and both are held against the generator's own truth.
"""

import csv
import json
import subprocess
from collections import Counter, defaultdict
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import Template

import channels
import duckdb
import naive
from program import program

CHANNELS = 1000
SEED = 20240520
GENERATED = 12
TOLERANCE = 1e-9
COLUMNS = {
    "messages": "{channel: 'VARCHAR', chat_id: 'VARCHAR', from_me: 'BOOLEAN', timestamp: 'BIGINT', id: 'VARCHAR', type: 'VARCHAR', "
    "status: 'VARCHAR', text: 'VARCHAR'}",
    "contacts": "{channel: 'VARCHAR', id: 'VARCHAR', name: 'VARCHAR', saved: 'BOOLEAN'}",
}


def cuts(attention, good, weight="1"):
    """Decimals as text, so that nobody rounds them who need not."""
    return {"attention": attention, "good": good, "weight": weight}


DEFAULT = {
    "window_days": 30, "conversation_gap_hours": 24, "reply_window_hours": 72, "min_sample": 10, "overall": "mean",
    "lifeTime": cuts("7", "30"), "riskFactorContacts": cuts("0.20", "0.50"), "riskFactorChats": cuts("0.15", "0.30"),
}
# What is different from the default policy, and the choice of as-of: the instant, and how it is said to the program.
SETTINGS = {
    "default": ({}, None, None),
    "noon": ({}, channels.BASE, "2024-05-20T12:00:00Z"),
    "three days before": ({}, channels.BASE - 3 * channels.DAY + 12 * channels.HOUR - 1, "2024-05-17"),
    "before most": ({}, channels.BASE - 100 * channels.DAY, "2024-02-10T12:00:00Z"),
    "long after": ({}, channels.BASE + 20 * channels.DAY, "2024-06-09T12:00:00Z"),
    "short": ({"window_days": 7, "conversation_gap_hours": 6, "reply_window_hours": 24, "min_sample": 3,
               "overall": "capped-median"}, None, None),
    "long": ({"window_days": 90, "conversation_gap_hours": 168, "reply_window_hours": 48, "min_sample": 1,
              "overall": "minimum"}, None, None),
    "weights": ({"lifeTime": cuts("6", "29", "0.3"), "riskFactorContacts": cuts("0.1", "0.3", "0.3"),
                 "riskFactorChats": cuts("0.05", "0.95", "0")}, None, None),
    "all or nothing": ({"min_sample": 0, "lifeTime": cuts("0", "1", "2"), "riskFactorContacts": cuts("0", "1"),
                        "riskFactorChats": cuts("0", "1", "1")}, channels.BASE, "2024-05-20T12:00:00Z"),
    "one hour": ({"window_days": 1, "conversation_gap_hours": 1, "reply_window_hours": 1, "min_sample": 2,
                  "lifeTime": cuts("1", "1", "1"), "riskFactorContacts": cuts("0.5", "0.5", "3")}, None, None),
}


def toml(policy):
    lines = [f"{key} = {json.dumps(value)}" for key, value in policy.items() if not isinstance(value, dict)]
    for table in naive.METRICS:
        lines += [f"[{table}]", *(f"{key} = {number}" for key, number in policy[table].items())]
    return "\n".join(lines)


def by_sql(tables, policy, as_of):
    """The full views as flat rows."""
    hour, values = channels.HOUR, {}
    for metric, name in [("lifeTime", "age"), ("riskFactorContacts", "contacts"), ("riskFactorChats", "chats")]:
        values |= {f"{name}_{key}": number for key, number in policy[metric].items()}
    values |= {"window": policy["window_days"] * channels.DAY, "gap": policy["conversation_gap_hours"] * hour}
    values |= {"horizon": policy["reply_window_hours"] * hour, "min_sample": policy["min_sample"], "overall": f"'{policy['overall']}'"}
    values["as_of"] = "NULL::BIGINT" if as_of is None else as_of
    sql = (Path(__file__).parent / "scores.sql").read_text(encoding="utf-8")
    answer = tables.execute(Template(sql).substitute(values))
    names = [column[0] for column in answer.description]
    return {row[0]: dict(zip(names, row)) for row in answer.fetchall()}


def by_engine(folder, ending, policy, as_of):
    (folder / "policy.toml").write_text(toml(policy))
    call = ["score", "--format", "ndjson", "--policy", folder / "policy.toml", "--quiet"]
    call += ["--fleet", folder / f"messages{ending}", "--fleet", folder / f"contacts{ending}"]
    lines = program(*call, *(["--as-of", as_of] if as_of else [])).splitlines()
    views = [json.loads(line) for line in lines]
    return {view["channel"]: flat(view) for view in views}


def flat(value, path=""):
    """A full view with one key a number; metrics without the word in front, as SQL has it."""
    if not isinstance(value, (dict, list)):
        return {path: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    told = {}
    for key, part in parts:
        if path or key in ("channel", "asOf", "windowDays", "score", "overall", "metrics"):
            told |= flat(part, str(key) if path in ("", "metrics") else f"{path}.{key}")
    return told


def agree(one, other):
    """Numbers that are computed may differ in their last digits. Everything else is compared as it is, `True` is not 1."""
    kinds = (float, Fraction, Decimal)
    if isinstance(one, kinds) or isinstance(other, kinds):
        return one is not None and other is not None and abs(float(one) - float(other)) <= TOLERANCE
    return type(one) is type(other) and one == other


def differences(setting, one, other, names):
    """Sentences about everything in which two accounts of all channels differ. A key that is missing stands for no value."""
    found = []
    if set(one) != set(other):
        found.append(f"{setting}: {names} have different channels: {sorted(set(one) ^ set(other))[:5]}")
    for channel in sorted(set(one) & set(other)):
        for key in {**one[channel], **other[channel]}:
            values = one[channel].get(key), other[channel].get(key)
            # Of an interval that there is not, the engine has nothing, and SQL two ends that are nothing.
            if not agree(*values):
                found.append(f"{setting}, {channel}, {key}: {names[0]} {values[0]}, {names[1]} {values[1]}")
    return found


def of_channel(rows):
    by_channel = defaultdict(list)
    for row in rows:
        by_channel[row["channel"]].append(row)
    return by_channel


def variety(views):
    """What does not occur among the channels, but must, or they prove little: every rating, basis and confidence of every metric."""
    seen = Counter((key, value) for view in views.values() for key, value in view.items() if isinstance(value, (str, int)))
    ratings = [(f"{metric}.rating", rating) for metric in naive.METRICS for rating in (1, 2, 3)]
    words = [(f"{metric}.confidence", word) for metric in naive.METRICS for word in ("none", "provisional", "firm")]
    bases = [("lifeTime.basis", basis) for basis in ("registration", "message", "group")]
    bases += [("riskFactorChats.basis", basis) for basis in ("outreach", "inbound-only")]
    return [f"no channel has {value} as {key}" for key, value in ratings + words + bases if not seen[key, value]]


def compare(folder):
    """Returns how many values were compared, how many scores that were, and what differs."""
    messages, contacts = channels.make(CHANNELS, SEED)
    for ending in [".ndjson", ".csv"]:
        channels.write(messages, channels.MESSAGE_COLUMNS, folder / f"messages{ending}")
        channels.write(contacts, channels.CONTACT_COLUMNS, folder / f"contacts{ending}")
    rows, cards = (of_channel({**dict.fromkeys(columns), **row} for row in table) for table, columns in
                   [(messages, channels.MESSAGE_COLUMNS), (contacts, channels.CONTACT_COLUMNS)])
    tables = duckdb.connect()
    for name, columns in COLUMNS.items():
        read = f"read_json('{folder / name}.ndjson', format = 'newline_delimited', columns = {columns})"
        tables.execute(f"CREATE TABLE {name} AS FROM {read}")
    compared, found, scored = 0, [], 0
    for number, (setting, (changes, as_of, said)) in enumerate(SETTINGS.items()):
        policy = deepcopy(DEFAULT) | changes
        engine = by_engine(folder, [".ndjson", ".csv"][number % 2], policy, said)
        plain = {name: flat(naive.score(name, rows[name], cards[name], policy, as_of)) for name in sorted(rows.keys() | cards.keys())}
        found += differences(setting, engine, plain, ("engine", "naive scorer"))
        found += differences(setting, engine, by_sql(tables, policy, as_of), ("engine", "DuckDB"))
        found += variety(engine) if setting == "default" else []
        compared += sum(map(len, engine.values()))
        scored += len(engine)
    return compared, scored, found


def compare_generated(folder, generator):
    """The same for channels of the generator, whose truth is counted by its own scorer in Rust."""
    compared, found = 0, []
    for seed in range(1, GENERATED + 1):
        place = folder / f"generated-{seed}"
        size = ["--messages", 60 * seed, "--persons", 3 * seed, "--days", 10 * seed, "--seed", seed]
        made = [[generator, "channel", "--format", kind, *size, "--out", place / name, *more] for kind, name, more in
                [("table-ndjson", "messages.ndjson", ["--truth"]), ("table-contacts", "contacts.csv", [])]]
        truth, _ = (subprocess.run(list(map(str, call)), check=True, capture_output=True, text=True).stdout for call in made)
        with open(place / "messages.ndjson", encoding="utf-8") as lines:
            rows = [dict.fromkeys(channels.MESSAGE_COLUMNS) | json.loads(line) for line in lines]
        with open(place / "contacts.csv", encoding="utf-8", newline="") as lines:
            cards = [row | {"saved": row["saved"] == "true"} for row in csv.DictReader(lines)]
        engine = flat(json.loads(program("score", place, "--format", "ndjson", "--quiet")))
        plain = flat(naive.score(place.name, rows, cards, DEFAULT))
        told = {key: value for key, value in flat(json.loads(truth)).items() if not key.endswith("channel")}
        found += differences("default", {place.name: engine}, {place.name: plain}, ("engine", "naive scorer"))
        compared += len(engine)
        engine = {key: engine.get(key) for key in told}
        found += differences("default", {place.name: engine}, {place.name: told}, ("engine", "generator"))
    return compared, found
