"""Compares what the engine reads in text exports with what public parsers read in them, message by message.

What two parsers say of a message, the engine must say; what the engine says, one of them must say. `ALLOWED` lists all exceptions.
"""

import csv
import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import combinations

import exports
from parsers import PARSERS
from program import program

SEED = 20240520
INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202c\u2068\u2069\ufeff"))


@dataclass(frozen=True)
class Allowed:
    """A difference that is no mistake of the engine: how such a message begins, its sender first, and why it is none to the engine."""

    name: str
    begins: str
    why: str


ALLOWED = [
    Allowed(
        "a notice of an iPhone",
        r"[^:]+: (Messages and calls are end-to-end|Your security code|[^:\n]+ changed their phone number|You turned on disappearing"
        r"|Missed voice call|This chat is with a business|You blocked this|Ann Lee changed the subject|You added Ann Lee|Ann Lee left)",
        "An iPhone writes notices as if the partner or the group had said them, behind a mark. The parsers take them for messages.",
    ),
    Allowed(
        "a notice with a colon",
        r"Ann Lee changed the subject from “Books” to “Books: old",
        "On Android a notice has no sender, but a subject in it may have a colon. The parsers take what is before it for a sender.",
    ),
]


@dataclass
class Outcome:
    """What came of it."""

    files: int = 0
    compared: int = 0
    agreed: int = 0
    read_by: Counter = None
    allowed: Counter = None
    found: list = None


def plain(name):
    """A sender without marks, and without what says that the name was chosen by the person."""
    return " ".join(name.translate(INVISIBLE).removeprefix("~").split())


def once(messages):
    """How often there is a message of a time and a sender. The same text at the same time is one message."""
    return Counter((time, plain(sender)) for time, sender, _ in {(time, sender, text) for time, sender, text in messages})


def by_engine(folder, out):
    """The messages of each direct chat by its partner, and how many were recognised in each file."""
    program("convert", folder, "-o", out, "--format", "csv", "--quiet")
    chats = {}
    with open(out / "messages.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            partner = row["chat_id"].removeprefix("name:").removesuffix("@s.whatsapp.net")
            time = datetime.fromtimestamp(int(row["timestamp"]), timezone.utc).replace(tzinfo=None)
            chats.setdefault(partner, Counter())[time, row["from_me"] == "true"] += 1
    view = json.loads(program("score", folder, "--format", "json", "--quiet"))[0]
    return chats, {source["path"]: source["records"] for source in view["sources"]}


def key_of(name):
    """How tables write a partner."""
    return re.sub(r"\D", "", name) if name.startswith("+") else name


def reason(key, readings):
    """The exception that a message of this time and sender is, if it is one."""
    everything = (message for reading in readings for message in reading)
    texts = [f"{key[1]}: {text.translate(INVISIBLE)}" for time, sender, text in everything if (time, plain(sender)) == key]
    return next((allowed for allowed in ALLOWED if any(re.match(allowed.begins, text) for text in texts)), None)


def of_partner(name, chats):
    """The engine's messages of a direct chat, as times and senders."""
    messages = chats.get(key_of(name), {}).items()
    return Counter({(time, exports.OWNER if outgoing else plain(name)): count for (time, outgoing), count in messages})


def compare_messages(where, ours, readings, outcome):
    """Of a direct chat, every message."""
    theirs = [once(reading) for reading in readings]
    anybody, agreed = Counter(), Counter()
    for reading in theirs:
        anybody |= reading
    for one, other in combinations(theirs, 2):
        agreed |= one & other
    outcome.compared += sum((anybody | ours).values())
    outcome.agreed += sum((agreed & ours).values())
    for key, count in (agreed - ours).items():
        allowed = reason(key, readings)
        if allowed:
            outcome.allowed[allowed.name] += count
        else:
            outcome.found.append(f"{where}: parsers agree on a message of {key[0]} by {key[1]}, the engine has none")
    for time, sender in ours - anybody:
        outcome.found.append(f"{where}: the engine has a message of {time} by {sender}, no parser has")


def compare_numbers(where, records, readings, outcome):
    """Of any chat, how many messages there are where two parsers count the same."""
    counts = []
    exceptions = Counter()
    for reading in readings:
        reasons = [reason((time, plain(sender)), [[(time, sender, text)]]) for time, sender, text in reading]
        counts.append(reasons.count(None))
        exceptions |= Counter(allowed.name for allowed in reasons if allowed)
    if any(one == other != records for one, other in combinations(counts, 2)):
        outcome.found.append(f"{where}: two parsers count as many messages, {counts}, the engine {records}")
    return exceptions


def compare_channel(folder, chats, out, outcome):
    """All chats of a folder. Each is a file, its name as the phone gives it, and, where it is known, what was written into it."""
    engine, records = by_engine(folder, out)
    paths = [path for path, _, _ in chats]
    read = {parser: list(parse(paths)) for parser, parse in PARSERS.items()}
    for place, (path, name, written) in enumerate(chats):
        where = path.relative_to(folder.parent)
        outcome.files += 1
        for parser in PARSERS:
            outcome.read_by[parser] += bool(read[parser][place])
        readings = [read[parser][place] for parser in PARSERS if read[parser][place]]
        recognised = sum(count for source, count in records.items() if source.endswith(str(path.relative_to(folder))))
        exceptions = compare_numbers(where, recognised, readings, outcome)
        if name == exports.GROUP:
            outcome.allowed += exceptions
            continue
        if written is not None and recognised != len(written):
            outcome.found.append(f"{where}: {len(written)} messages were written, the engine has {recognised}")
        ours = of_partner(name, engine)
        if len(readings) > 1:
            compare_messages(where, ours, readings, outcome)
        if written is not None and ours != Counter((message.time, plain(message.sender)) for message in written):
            outcome.found.append(f"{where}: the engine's messages are not those that were written")


def generated(folder, generator):
    """Exports of the generator, of Android and of an iPhone, as folders with files and the names of their chats."""
    for kind, name, pattern in [("text", "generated-android", "*.txt"), ("ios-text", "generated-ios", "*/_chat.txt")]:
        place = folder / name
        call = [generator, "channel", "--format", kind, "--messages", "3000", "--persons", "30", "--out", place]
        subprocess.run(list(map(str, call)), check=True)
        files = sorted(place.glob(pattern))
        names = [re.sub(r"^WhatsApp Chat (with|-) ", "", file.stem if kind == "text" else file.parent.name) for file in files]
        yield place, [(file, name, None) for file, name in zip(files, names, strict=True)]


def compare(folder, generator):
    """Compares all exports: of all dialects, and the generator's."""
    outcome = Outcome(read_by=Counter(), allowed=Counter(), found=[])
    (folder / "tables").mkdir()
    made = exports.make(folder, SEED).items()
    channels = [(folder / name, [(chat.path, chat.name, chat.messages) for chat in chats]) for name, chats in made]
    for place, chats in [*channels, *generated(folder, generator)]:
        compare_channel(place, chats, folder / "tables" / place.name, outcome)
    for allowed in ALLOWED:
        if not outcome.allowed[allowed.name]:
            outcome.found.append(f"the exception “{allowed.name}” is not needed")
    return outcome
