"""The three metrics in pandas: KIND MESSAGES CONTACTS."""

import json
import sys

import pandas as pd

DAY = 86_400
COLUMNS = ["chat_id", "from_me", "timestamp", "type", "status"]


def ndjson(path):
    """In chunks, since all columns at once would not fit."""
    chunks = pd.read_json(path, lines=True, chunksize=200_000, dtype=False)
    return pd.concat([chunk.reindex(columns=COLUMNS) for chunk in chunks], ignore_index=True)


READERS = {
    "ndjson": ndjson,
    "csv": lambda path: pd.read_csv(path, usecols=COLUMNS),
    "parquet": lambda path: pd.read_parquet(path, columns=COLUMNS),
}

kind, messages, contacts = sys.argv[1:]
rows = READERS[kind](messages)
failed = rows["from_me"] & (rows["status"] == "failed")
is_touch = rows["chat_id"].str.endswith("@s.whatsapp.net") & ~rows["type"].isin(["system", "unknown"]) & ~failed
touches = rows.loc[is_touch, ["chat_id", "from_me", "timestamp"]]
since, as_of = int(touches["timestamp"].min()), int(touches["timestamp"].max())
window = as_of - 30 * DAY

lines = touches[touches["timestamp"] > window - DAY].sort_values(["chat_id", "timestamp", "from_me"])
lines["before"] = lines.groupby("chat_id")["timestamp"].shift()
lines["answer"] = lines["timestamp"].where(~lines["from_me"])
lines["answer"] = lines.groupby("chat_id")["answer"].bfill()
lines = lines[lines["from_me"] & (lines["timestamp"] > window)]

opens = lines["before"].isna() | (lines["timestamp"] - lines["before"] > DAY)
outreach = lines[opens].copy()
outreach["delay"] = outreach["answer"] - outreach["timestamp"]
outreach["age"] = as_of - outreach["timestamp"]
outreach["weight"] = 1 / outreach.groupby("chat_id")["timestamp"].transform("size")
outreach["stop"] = outreach["delay"].fillna(outreach["age"])
outreach["answered"] = outreach["weight"].where(outreach["delay"].notna(), 0)

steps = outreach.groupby("stop")[["weight", "answered"]].sum().sort_index(ascending=False)
steps["at_risk"] = steps["weight"].cumsum()
steps = steps[(steps["answered"] > 0) & (steps.index <= 3 * DAY)]
left = steps["at_risk"] - steps["answered"]
silent = (left / steps["at_risk"]).where(left >= 1e-9, 0).prod()

book = pd.read_csv(contacts, dtype={"id": str})
saved = book.loc[book["saved"], "id"] + "@s.whatsapp.net"
reached = lines["chat_id"].drop_duplicates()
print(
    json.dumps(
        {
            "ageDays": (as_of - since) // DAY,
            "reached": len(reached),
            "known": int(reached.isin(saved).sum()),
            "persons": int(outreach["chat_id"].nunique()),
            "outreaches": len(outreach),
            "answered": int((outreach["delay"] <= 3 * DAY).sum()),
            "pending": int((outreach["delay"].isna() & (outreach["age"] < 3 * DAY)).sum()),
            "responseRate": float(1 - silent),
        }
    )
)
