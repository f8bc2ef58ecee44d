"""The three metrics in plain Python, one line after the other: KIND MESSAGES CONTACTS."""

import csv
import json
import sys
from collections import Counter, defaultdict

DAY = 86_400


def objects(kind, path):
    """The messages of the file, one at a time where it allows."""
    with open(path, encoding="utf-8", newline="") as file:
        if kind == "ndjson":
            yield from map(json.loads, file)
        elif kind == "page":
            yield from json.load(file)["messages"]
        else:
            for row in csv.DictReader(file):
                yield row | {"from_me": row["from_me"] == "true", "timestamp": int(row["timestamp"])}


kind, messages, contacts = sys.argv[1:]
chats = defaultdict(list)
for message in objects(kind, messages):
    failed = message["from_me"] and message.get("status") == "failed"
    if message["type"] in ("system", "unknown") or failed or not message["chat_id"].endswith("@s.whatsapp.net"):
        continue
    chats[message["chat_id"]].append((message["timestamp"], message["from_me"]))
since = min(min(touches) for touches in chats.values())[0]
as_of = max(max(touches) for touches in chats.values())[0]
window = as_of - 30 * DAY

reached, outreaches = set(), []
for person, touches in chats.items():
    touches.sort()
    answer, opened = None, []
    for place in range(len(touches) - 1, -1, -1):
        time, from_me = touches[place]
        if not from_me:
            answer = time
        elif time > window:
            reached.add(person)
            if place == 0 or time - touches[place - 1][0] > DAY:
                opened.append((answer and answer - time, as_of - time))
    outreaches.extend((person, delay, age, 1 / len(opened)) for delay, age in opened)

answered, leaving = Counter(), Counter()
for _, delay, age, weight in outreaches:
    leaving[age if delay is None else delay] += weight
    if delay is not None:
        answered[delay] += weight
at_risk, silent = 0.0, 1.0
for stop in sorted(leaving, reverse=True):
    at_risk += leaving[stop]
    if stop <= 3 * DAY and answered[stop]:
        left = at_risk - answered[stop]
        silent *= 0 if left < 1e-9 else left / at_risk

with open(contacts, encoding="utf-8", newline="") as file:
    saved = {row["id"] + "@s.whatsapp.net" for row in csv.DictReader(file) if row["saved"] == "true"}
print(
    json.dumps(
        {
            "ageDays": (as_of - since) // DAY,
            "reached": len(reached),
            "known": len(reached & saved),
            "persons": len({person for person, *_ in outreaches}),
            "outreaches": len(outreaches),
            "answered": sum(delay is not None and delay <= 3 * DAY for _, delay, *_ in outreaches),
            "pending": sum(delay is None and age < 3 * DAY for _, delay, age, _ in outreaches),
            "responseRate": 1 - silent,
        }
    )
)
