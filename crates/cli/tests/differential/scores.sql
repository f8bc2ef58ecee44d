-- The score of every channel of two tables at once, in double precision, as somebody would compute it who has the definitions and DuckDB.
-- A column of the result is called as its value is in the full view, with the metric before it.

CREATE OR REPLACE MACRO digits(text) AS regexp_replace(text, '[^0-9]', '', 'g');
CREATE OR REPLACE MACRO person_of(written) AS CASE
  WHEN written LIKE 'name:%' THEN written
  WHEN written LIKE '%@lid' THEN split_part(split_part(written, '@', 1), ':', 1) || '@lid'
  WHEN written LIKE '%@s.whatsapp.net' OR written LIKE '%@c.us' THEN nullif(digits(split_part(split_part(written, '@', 1), ':', 1)), '0')
  WHEN written LIKE '%@%' THEN NULL
  WHEN regexp_full_match(written, '[+]?[0-9 ]+') THEN digits(written)
  ELSE 'name:' || written END;
-- Shares are quotients of doubles: what falls short of a cut by less than this has reached it.
CREATE OR REPLACE MACRO rate(value, attention, good) AS
  CASE WHEN value + 1e-9 < attention THEN 1 WHEN value + 1e-9 < good THEN 2 ELSE 3 END;
-- Of everybody the upper end is 1, which doubles miss by a digit.
CREATE OR REPLACE MACRO wilson(p, n, side) AS
  CASE WHEN p = 1 AND side = 1 THEN 1 WHEN p * n >= 0 THEN greatest(0, least(1, (p + 3.841458881296 / (2 * n) + side * 1.959964 * sqrt(p * (1 - p) / n + 3.841458881296 / (4 * n * n)))
    / (1 + 3.841458881296 / n))) END;
CREATE OR REPLACE MACRO sure(low, high, attention, good, sample) AS
  CASE WHEN sample < $min_sample OR (low < attention AND attention <= high) OR (low < good AND good <= high) THEN 'provisional' ELSE 'firm' END;
CREATE OR REPLACE MACRO combine(a, b, c) AS CASE $overall
  WHEN 'minimum' THEN least(a, b, c)
  WHEN 'capped-median' THEN least(list_sort([a, b, c])[2], CASE WHEN least(a, b, c) = 1 THEN 2 ELSE 3 END)
  ELSE (SELECT 1 + (mean > 1.5 + 1e-9)::INTEGER + (mean > 2.5 + 1e-9)::INTEGER FROM (SELECT
    (a * $age_weight + b * $contacts_weight + c * $chats_weight) / ($age_weight + $contacts_weight + $chats_weight) AS mean)) END;

WITH book AS (SELECT channel, person_of(id) AS person, name FROM contacts WHERE saved),
cards AS (
  SELECT channel, 'name:' || name AS person, min(person) AS number FROM book
  WHERE name IS NOT NULL AND regexp_full_match(person, '[0-9]+') GROUP BY ALL HAVING count(DISTINCT book.person) = 1
),
known AS (
  SELECT DISTINCT channel, coalesce(number, person) AS person FROM book LEFT JOIN cards USING (channel, person) WHERE person IS NOT NULL
),
rows_ AS (
  SELECT *, coalesce(type, 'text') AS sort, person_of(chat_id) AS person FROM messages WHERE timestamp >= 1230768000
    AND coalesce(type, 'text') NOT IN ('system', 'pin', 'edit', 'edited', 'delete', 'action', 'ephemeral')
    AND (from_me IS NOT NULL OR type IN ('registered', 'group_created'))
),
acts AS (
  SELECT channel, coalesce(number, person) AS person, from_me, timestamp AS t, list_position(['pending', 'sent', 'failed', 'delivered', 'read'], status) AS rank,
    CASE sort WHEN 'reaction' THEN 'reaction' WHEN 'call' THEN 'call' WHEN 'poll_update' THEN 'vote' ELSE 'content' END AS kind, id, text
  FROM rows_ LEFT JOIN cards USING (channel, person)
  WHERE person IS NOT NULL AND sort NOT IN ('story', 'registered', 'group_created')
),
merged AS (
  SELECT channel, person, from_me, min(t) AS t, coalesce(max(rank), 0) AS rank FROM acts
  GROUP BY channel, person, from_me, coalesce('id ' || id, concat_ws(' ', 'at', t, kind, CASE WHEN kind = 'content' THEN text END))
),
touches AS (SELECT channel, person, from_me, t FROM merged WHERE NOT (from_me AND rank = 3)),
evidence AS (
  SELECT channel, t AS time, 2 AS basis FROM touches
  UNION ALL SELECT channel, timestamp, CASE sort WHEN 'registered' THEN 1 WHEN 'group_created' THEN 3 ELSE 2 END FROM rows_
  WHERE sort IN ('registered', 'group_created') OR (from_me AND (person IS NULL OR sort = 'story'))
),
-- Without a touch, the latest of what first proves the number in each of three ways.
proofs AS (SELECT channel, max(time) AS proof FROM (SELECT channel, min(time) AS time FROM evidence GROUP BY channel, basis) GROUP BY channel),
clock AS (
  SELECT channel, coalesce($as_of, max(t), first(proof)) AS as_of FROM
    (SELECT DISTINCT channel FROM messages UNION SELECT DISTINCT channel FROM contacts)
    LEFT JOIN touches USING (channel) LEFT JOIN proofs USING (channel) GROUP BY channel
),
age AS (
  SELECT channel, first(time ORDER BY time, basis) AS since, first(basis ORDER BY time, basis) AS basis, (first(as_of) - since) // 86400 AS days
  FROM evidence JOIN clock USING (channel) WHERE time <= as_of GROUP BY channel
),
lines AS (
  SELECT channel, person, from_me, t, as_of, t > as_of - $window AS is_in, coalesce(t - lag(t) OVER line > $gap, true) AS begins,
    min(t) FILTER (NOT from_me) OVER (line ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS answer
  FROM touches JOIN clock USING (channel) WHERE t <= as_of WINDOW line AS (PARTITION BY channel, person ORDER BY t, from_me)
),
reached AS (SELECT DISTINCT channel, person FROM lines WHERE from_me AND is_in),
met AS (
  SELECT channel, count(*) AS reached, count(known.person) AS known FROM reached LEFT JOIN known USING (channel, person) GROUP BY channel
),
coverage AS (
  SELECT channel, coalesce(met.reached, 0) AS people, CASE WHEN has_book THEN coalesce(met.known, 0) END AS saved,
    saved / nullif(people, 0) AS coverage
  FROM clock LEFT JOIN met USING (channel) LEFT JOIN (SELECT DISTINCT channel, true AS has_book FROM contacts) USING (channel)
),
runs AS (
  SELECT channel, bool_or(from_me) AS joined, first(from_me ORDER BY t, from_me) AS is_ours, min(t) > first(as_of) - $window AS is_in
  FROM (SELECT *, sum(begins::INTEGER) OVER (PARTITION BY channel, person ORDER BY t, from_me ROWS UNBOUNDED PRECEDING) AS run FROM lines)
  GROUP BY channel, person, run
),
inbound AS (SELECT channel, count(*) AS opened, count(*) FILTER (joined) AS joined FROM runs WHERE is_in AND NOT is_ours GROUP BY channel),
sent AS (
  SELECT channel, person, answer - t AS delay, as_of - t AS age, 1 / count(*) OVER (PARTITION BY channel, person) AS weight,
    delay IS NULL AND age < $horizon AS waits FROM lines WHERE begins AND from_me AND is_in
),
counts AS (
  SELECT channel, count(DISTINCT person) AS persons, count(*) AS outreaches, count(*) FILTER (delay <= $horizon) AS answered,
    count(*) FILTER (waits) AS pending, outreaches - answered - pending AS unanswered, median(delay) FILTER (delay <= $horizon) AS median,
    count(DISTINCT person) FILTER (NOT waits) AS decided FROM sent GROUP BY channel
),
risk AS (
  SELECT channel, stop, answered, sum(leaving) OVER (PARTITION BY channel ORDER BY stop DESC) AS n FROM (
    SELECT channel, coalesce(delay, age) AS stop, sum(weight) AS leaving, sum(weight) FILTER (delay IS NOT NULL) AS answered
    FROM sent GROUP BY ALL)
),
estimate AS (
  SELECT channel, product(CASE WHEN n - answered < 1e-9 THEN 0 ELSE 1 - answered / n END) AS s,
    s * s * coalesce(sum(answered / (n * (n - answered))) FILTER (n - answered >= 1e-9), 0) AS v
  FROM risk WHERE answered > 0 AND stop <= $horizon GROUP BY channel
),
response AS (
  SELECT *, coalesce(1 - s, 0) AS p, CASE WHEN v > 0 THEN p * (1 - p) / v WHEN decided > 0 THEN decided ELSE persons END AS n
  FROM counts LEFT JOIN estimate USING (channel)
),
metrics AS (
  SELECT channel, as_of, days, since, basis, people, saved, coverage,
    wilson(coverage, people, -1) AS coverage_low, wilson(coverage, people, 1) AS coverage_high,
    r.*, wilson(r.p, r.n, -1) AS low, wilson(r.p, r.n, 1) AS high, coalesce(opened, 0) AS opened, coalesce(joined, 0) AS joined,
    CASE WHEN days IS NULL THEN 1 ELSE rate(days, $age_attention, $age_good) END AS age_rating,
    CASE WHEN coverage IS NULL THEN 1 ELSE least(rate(coverage, $contacts_attention, $contacts_good), CASE WHEN people < $min_sample THEN 2 ELSE 3 END)
      END AS contacts_rating,
    CASE WHEN r.persons > 0 THEN least(rate(r.p, $chats_attention, $chats_good), CASE WHEN r.persons < $min_sample THEN 2 ELSE 3 END)
      WHEN joined > 0 THEN CASE WHEN joined < $min_sample THEN 2 ELSE 3 END ELSE 1 END AS chats_rating,
    CASE WHEN days IS NULL THEN 'none' WHEN basis > 1 AND age_rating < 3 THEN 'provisional' ELSE 'firm' END AS age_confidence,
    CASE WHEN coverage IS NULL THEN 'none' ELSE sure(coverage_low, coverage_high, $contacts_attention, $contacts_good, people) END AS contacts_confidence,
    CASE WHEN r.persons > 0 THEN sure(low, high, $chats_attention, $chats_good, r.persons)
      WHEN joined > 0 THEN CASE WHEN joined < $min_sample THEN 'provisional' ELSE 'firm' END ELSE 'none' END AS chats_confidence
  FROM clock LEFT JOIN age USING (channel) JOIN coverage USING (channel) LEFT JOIN inbound USING (channel) LEFT JOIN response r USING (channel)
)
SELECT channel, channel AS "score.channel", strftime(make_timestamp(as_of * 1000000), '%Y-%m-%dT%H:%M:%SZ') AS "asOf", $window // 86400 AS "windowDays",
  strftime(make_timestamp(as_of * 1000000), '%-m/%-d/%Y') AS "score.lastUpdateDate", age_rating AS "score.lifeTime",
  combine(age_rating, contacts_rating, chats_rating) AS "score.riskFactor", chats_rating AS "score.riskFactorChats",
  contacts_rating AS "score.riskFactorContacts",
  combine(CASE age_confidence WHEN 'none' THEN 1 ELSE age_rating END, CASE contacts_confidence WHEN 'none' THEN 1 ELSE contacts_rating END,
    CASE chats_confidence WHEN 'none' THEN 1 ELSE chats_rating END) AS "overall.range.0",
  combine(CASE age_confidence WHEN 'none' THEN 3 ELSE age_rating END, CASE contacts_confidence WHEN 'none' THEN 3 ELSE contacts_rating END,
    CASE chats_confidence WHEN 'none' THEN 3 ELSE chats_rating END) AS "overall.range.1",
  CASE least(age_rating, contacts_rating, chats_rating) WHEN age_rating THEN 'lifeTime' WHEN contacts_rating THEN 'riskFactorContacts'
    ELSE 'riskFactorChats' END AS "overall.weakest",
  age_rating AS "lifeTime.rating", days AS "lifeTime.ageDays", strftime(make_timestamp(since * 1000000), '%Y-%m-%dT%H:%M:%SZ') AS "lifeTime.since",
  ['registration', 'message', 'group'][basis] AS "lifeTime.basis", basis > 1 AS "lifeTime.lowerBound", age_confidence AS "lifeTime.confidence",
  contacts_rating AS "riskFactorContacts.rating", coverage AS "riskFactorContacts.coverage", saved AS "riskFactorContacts.known",
  people AS "riskFactorContacts.reached", coverage_low AS "riskFactorContacts.interval.0", coverage_high AS "riskFactorContacts.interval.1",
  contacts_confidence AS "riskFactorContacts.confidence",
  chats_rating AS "riskFactorChats.rating", p AS "riskFactorChats.responseRate", coalesce(persons, 0) AS "riskFactorChats.persons",
  coalesce(outreaches, 0) AS "riskFactorChats.outreaches", coalesce(answered, 0) AS "riskFactorChats.answered",
  coalesce(pending, 0) AS "riskFactorChats.pending", coalesce(unanswered, 0) AS "riskFactorChats.unanswered",
  opened AS "riskFactorChats.inboundConversations", median AS "riskFactorChats.medianReplySeconds",
  low AS "riskFactorChats.interval.0", high AS "riskFactorChats.interval.1",
  CASE WHEN persons > 0 THEN 'outreach' WHEN joined > 0 THEN 'inbound-only' END AS "riskFactorChats.basis", chats_confidence AS "riskFactorChats.confidence"
FROM metrics ORDER BY channel
