"""The three metrics in polars, lazy and streaming: KIND MESSAGES CONTACTS."""

import json
import sys

import polars as pl

DAY = 86_400
SCHEMA = {"chat_id": pl.String, "from_me": pl.Boolean, "timestamp": pl.Int64, "type": pl.String, "status": pl.String}
SCANS = {
    "ndjson": lambda path: pl.scan_ndjson(path, schema=SCHEMA),
    "csv": lambda path: pl.scan_csv(path, schema_overrides={"timestamp": pl.Int64}),
    "parquet": pl.scan_parquet,
}

kind, messages, contacts = sys.argv[1:]
touches = (
    SCANS[kind](messages)
    .filter(
        pl.col("chat_id").str.ends_with("@s.whatsapp.net"),
        ~pl.col("type").is_in(["system", "unknown"]),
        ~(pl.col("from_me") & (pl.col("status").fill_null("") == "failed")),
    )
    .select(person="chat_id", from_me="from_me", t="timestamp")
    .collect(engine="streaming")
)
since, as_of = touches["t"].min(), touches["t"].max()
window = as_of - 30 * DAY
lines = (
    touches.lazy()
    .filter(pl.col("t") > window - DAY)
    .sort("person", "t", "from_me")
    .with_columns(
        before=pl.col("t").shift().over("person"),
        answer=pl.when(~pl.col("from_me")).then("t").backward_fill().over("person"),
    )
    .filter(pl.col("from_me"), pl.col("t") > window)
    .collect(engine="streaming")
)
outreach = lines.filter(pl.col("before").is_null() | (pl.col("t") - pl.col("before") > DAY)).select(
    "person",
    delay=pl.col("answer") - pl.col("t"),
    age=as_of - pl.col("t"),
    weight=1 / pl.len().over("person"),
)
risk = (
    outreach.group_by(stop=pl.coalesce("delay", "age"))
    .agg(leaving=pl.col("weight").sum(), answered=pl.col("weight").filter(pl.col("delay").is_not_null()).sum())
    .sort("stop", descending=True)
    .with_columns(at_risk=pl.col("leaving").cum_sum())
    .filter(pl.col("answered") > 0, pl.col("stop") <= 3 * DAY)
)
left = risk["at_risk"] - risk["answered"]
silent = pl.select(pl.when(left < 1e-9).then(0.0).otherwise(left / risk["at_risk"]).product()).item()
book = pl.read_csv(contacts, schema_overrides={"id": pl.String}).filter("saved")["id"] + "@s.whatsapp.net"
reached = lines["person"].unique()
print(
    json.dumps(
        {
            "ageDays": (as_of - since) // DAY,
            "reached": len(reached),
            "known": reached.is_in(book.implode()).sum(),
            "persons": outreach["person"].n_unique(),
            "outreaches": len(outreach),
            "answered": (outreach["delay"] <= 3 * DAY).sum(),
            "pending": outreach.filter(pl.col("delay").is_null(), pl.col("age") < 3 * DAY).height,
            "responseRate": 1 - silent,
        }
    )
)
