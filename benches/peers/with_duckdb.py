"""The three metrics in SQL, as a user of DuckDB would write them: KIND MESSAGES CONTACTS."""

import json
import sys

import duckdb

SQL = """
WITH touches AS (
  SELECT chat_id AS person, from_me, timestamp AS t FROM {source}
  WHERE chat_id LIKE '%@s.whatsapp.net' AND type NOT IN ('system', 'unknown')
    AND NOT (from_me AND coalesce(status, '') = 'failed')
),
clock AS (SELECT min(t) AS since, max(t) AS as_of FROM touches),
-- A conversation is closed by a day of silence, so a day before the window tells all that begin in it.
lines AS (
  SELECT person, from_me, t, as_of,
    lag(t) OVER line AS before,
    min(t) FILTER (NOT from_me) OVER (line ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS answer
  FROM touches, clock WHERE t > as_of - 31 * 86400
  WINDOW line AS (PARTITION BY person ORDER BY t, from_me)
),
outreach AS (
  SELECT person, answer - t AS delay, as_of - t AS age, 1 / count(*) OVER (PARTITION BY person) AS weight
  FROM lines WHERE from_me AND t > as_of - 30 * 86400 AND (before IS NULL OR t - before > 86400)
),
steps AS (
  SELECT coalesce(delay, age) AS stop, sum(weight) AS leaving, coalesce(sum(weight) FILTER (delay IS NOT NULL), 0) AS answered
  FROM outreach GROUP BY stop
),
risk AS (SELECT stop, answered, sum(leaving) OVER (ORDER BY stop DESC) AS at_risk FROM steps),
book AS (SELECT id || '@s.whatsapp.net' AS person FROM read_csv(?, types = {{'id': 'VARCHAR'}}) WHERE saved),
reached AS (SELECT DISTINCT person FROM lines WHERE from_me AND t > as_of - 30 * 86400)
SELECT
  (SELECT (as_of - since) // 86400 FROM clock) AS ageDays,
  (SELECT count(*) FROM reached) AS reached,
  (SELECT count(*) FROM reached SEMI JOIN book USING (person)) AS known,
  count(DISTINCT person) AS persons,
  count(*) AS outreaches,
  count(*) FILTER (delay <= 259200) AS answered,
  count(*) FILTER (delay IS NULL AND age < 259200) AS pending,
  (SELECT 1 - product(CASE WHEN at_risk - answered < 1e-9 THEN 0 ELSE 1 - answered / at_risk END)
   FROM risk WHERE answered > 0 AND stop <= 259200) AS responseRate
FROM outreach
"""

COLUMNS = "{chat_id: 'VARCHAR', from_me: 'BOOLEAN', timestamp: 'BIGINT', type: 'VARCHAR', status: 'VARCHAR'}"
SOURCES = {
    "ndjson": f"read_json(?, format = 'newline_delimited', columns = {COLUMNS})",
    "page": "(SELECT unnest(messages, recursive := true) FROM read_json(?, maximum_object_size = 2000000000, columns = "
    "{messages: 'STRUCT(chat_id VARCHAR, from_me BOOLEAN, \"timestamp\" BIGINT, \"type\" VARCHAR, status VARCHAR)[]'}))",
    "csv": "read_csv(?, types = {'timestamp': 'BIGINT', 'status': 'VARCHAR'})",
    "parquet": "read_parquet(?)",
}

kind, messages, contacts = sys.argv[1:]
answer = duckdb.execute(SQL.format(source=SOURCES[kind]), [messages, contacts])
names = [column[0] for column in answer.description]
print(json.dumps(dict(zip(names, answer.fetchone()))))
