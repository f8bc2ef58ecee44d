"""The score of one channel, straight from the definitions, written for reading and in exact numbers.

Shares, weights and products are fractions, roots have fifty digits; what is compared with a cut is never rounded. It reads the rows as
they stand in the tables. Where the definitions leave something open, the sentence that decides it stands beside the code.
"""

from collections import defaultdict
from datetime import datetime, timezone
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

DAY, HOUR = 86400, 3600
NOTICES = {"system", "pin", "edit", "edited", "delete", "action", "ephemeral"}
KIND_OF_TYPE = {"reaction": "reaction", "call": "call", "poll_update": "vote"}
# A message counts as what the farthest of its sightings says; that it failed outranks sent, and is outranked by delivered.
DELIVERY = [None, "pending", "sent", "failed", "delivered", "read"]
FIRST = 1_230_768_000  # 2009: there was no WhatsApp before.
METRICS = ["lifeTime", "riskFactorContacts", "riskFactorChats"]
Z = "1.959964"


def person_of(written):
    """Who or what an address stands for: a person, `None` for whatever is no direct chat."""
    if written.startswith("name:"):
        return "name", written[5:]
    user, at, server = written.partition("@")
    if server == "lid":
        return "lid", user.split(":")[0]
    if at and server not in ("s.whatsapp.net", "c.us"):
        return None
    digits = user.split(":")[0].replace("+", "").replace(" ", "")
    if digits == "0":
        return None
    return ("phone", digits) if digits.isdecimal() else ("name", written)


class Facts:
    """What the rows of a channel say."""

    def __init__(self, messages, contacts):
        self.has_book = bool(contacts)
        saved = [(person_of(row["id"]), row["name"]) for row in contacts if row["saved"]]
        numbers = defaultdict(set)
        for person, name in saved:
            if name and person and person[0] == "phone":
                numbers[name].add(person)
        # A chat under a name is with the number on the card of that name, if there is one number under it.
        self.cards = {("name", name): min(persons) for name, persons in numbers.items() if len(persons) == 1}
        self.known = {self.joined(person) for person, _ in saved if person}
        self.registered, self.groups, self.elsewhere = [], [], []
        self.sightings = defaultdict(list)
        for row in messages:
            self.read(row)
        self.touches = sorted(filter(None, map(self.once, self.sightings)), key=lambda touch: (touch[1], touch[2]))

    def joined(self, person):
        return self.cards.get(person, person)

    def read(self, row):
        sort, time = row["type"], row["timestamp"]
        if sort in NOTICES or time is None or time < FIRST:
            return
        if sort in ("registered", "group_created"):
            (self.registered if sort == "registered" else self.groups).append(time)
            return
        if row["from_me"] is None:
            return
        person = person_of(row["chat_id"])
        if person is None or sort == "story":
            if row["from_me"]:
                self.elsewhere.append(time)
            return
        kind = KIND_OF_TYPE.get(sort, "content")
        # Without an id, what has the same time, kind and text is the same message.
        identity = row["id"] or (time, kind, row["text"] if kind == "content" else None)
        self.sightings[self.joined(person), row["from_me"], identity].append((time, row["status"]))

    def once(self, message):
        """The one touch that all sightings of a message are: person, time, outgoing. None if it failed. The earliest time counts."""
        sightings = self.sightings[message]
        person, outgoing, _ = message
        if outgoing and max(DELIVERY.index(status) for _, status in sightings) == DELIVERY.index("failed"):
            return None
        return person, min(time for time, _ in sightings), outgoing


def instant(time):
    return None if time is None else datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(time):
    date = datetime.fromtimestamp(time, timezone.utc)
    return f"{date.month}/{date.day}/{date.year}"


def rate(value, cuts):
    return 1 if value < Fraction(cuts["attention"]) else 2 if value < Fraction(cuts["good"]) else 3


def wilson(share, size):
    """Both roots x of (share − x)² = z² x (1 − x) / size."""
    with localcontext() as context:
        context.prec = 50
        z = Decimal(Z)
        share, size = (Decimal(number.numerator) / number.denominator for number in (Fraction(share), Fraction(size)))
        middle, root = 2 * size * share + z * z, z * (z * z + 4 * size * share * (1 - share)).sqrt()
        return [(middle - root) / (2 * (size + z * z)), (middle + root) / (2 * (size + z * z))]


def confidence(interval, cuts, sample, policy):
    low, high = interval
    is_between = any(low < Decimal(cuts[cut]) <= high for cut in ("attention", "good"))
    return "provisional" if sample < policy["min_sample"] or is_between else "firm"


def life_time(facts, policy, as_of):
    evidence = [(time, 0, "registration") for time in facts.registered]
    evidence += [(time, 1, "message") for time in facts.elsewhere + [time for _, time, _ in facts.touches]]
    evidence += [(time, 2, "group") for time in facts.groups]
    evidence = [one for one in evidence if as_of is not None and one[0] <= as_of]
    if not evidence:
        return {"rating": 1, "ageDays": None, "since": None, "basis": None, "lowerBound": None, "confidence": "none"}
    since, _, basis = min(evidence)
    days, bound = (as_of - since) // DAY, basis != "registration"
    is_low = bound and days < Fraction(policy["lifeTime"]["good"])
    rating = rate(days, policy["lifeTime"])
    told = {"rating": rating, "ageDays": days, "since": instant(since), "basis": basis, "lowerBound": bound}
    return told | {"confidence": "provisional" if is_low else "firm"}


def contacts(facts, policy, touches, start):
    cuts = policy["riskFactorContacts"]
    reached = {person for person, time, outgoing in touches if outgoing and time > start}
    known = len(reached & facts.known) if facts.has_book else None
    told = {"rating": 1, "coverage": None, "known": known, "reached": len(reached), "interval": None, "confidence": "none"}
    if known is None or not reached:
        return told
    coverage = Fraction(known, len(reached))
    interval = wilson(coverage, len(reached))
    most = 2 if len(reached) < policy["min_sample"] else 3
    told |= {"rating": min(most, rate(coverage, cuts)), "coverage": coverage, "interval": interval}
    return told | {"confidence": confidence(interval, cuts, len(reached), policy)}


def conversations(touches, gap):
    """Maximal runs of one person's touches without a longer gap. Touches come by time, at equal times incoming ones first."""
    of_person = defaultdict(list)
    for person, time, outgoing in touches:
        of_person[person].append((time, outgoing))
    for person, line in of_person.items():
        run = line[:1]
        for before, touch in pairwise(line):
            if touch[0] - before[0] > gap:
                yield person, run, line
                run = []
            run.append(touch)
        yield person, run, line


def survival(outreaches, horizon):
    """S(H) and Greenwood's variance of it. An outreach: its weight, its delay if it was answered, for how long it was observed."""
    silent, terms = Fraction(1), Fraction(0)
    for time in sorted({delay for _, delay, _ in outreaches if delay is not None and delay <= horizon}):
        answered = sum(weight for weight, delay, _ in outreaches if delay == time)
        at_risk = sum(weight for weight, _, observed in outreaches if observed >= time)
        silent *= 1 - answered / at_risk
        if answered != at_risk:
            terms += answered / (at_risk * (at_risk - answered))
    return silent, silent * silent * terms


def chats(policy, touches, start, as_of):
    gap, horizon, cuts = policy["conversation_gap_hours"] * HOUR, policy["reply_window_hours"] * HOUR, policy["riskFactorChats"]
    openings, inbound = defaultdict(list), []
    for person, run, line in conversations(touches, gap):
        opening, outgoing = run[0]
        if opening > start and outgoing:
            answers = [time - opening for time, outgoing in line if not outgoing and time > opening]
            openings[person].append((min(answers, default=None), as_of - opening))
        elif opening > start:
            inbound.append(any(outgoing for _, outgoing in run))
    everything = [(person, *one) for person, sent in openings.items() for one in sent]
    delays = sorted(delay for _, delay, _ in everything if delay is not None and delay <= horizon)
    pending = sum(delay is None and age < horizon for _, delay, age in everything)
    told = {"rating": 1, "responseRate": None, "persons": len(openings), "outreaches": len(everything), "answered": len(delays)}
    told |= {"pending": pending, "unanswered": len(everything) - len(delays) - pending, "inboundConversations": len(inbound)}
    told |= {"medianReplySeconds": median(delays), "interval": None, "basis": None, "confidence": "none"}
    if not everything:
        if not any(inbound):
            return told
        small = sum(inbound) < policy["min_sample"]
        told |= {"rating": 2 if small else 3, "basis": "inbound-only"}
        return told | {"confidence": "provisional" if small else "firm"}
    weighted = [(Fraction(1, len(openings[who])), delay, age if delay is None else delay) for who, delay, age in everything]
    silent, variance = survival(weighted, horizon)
    share = 1 - silent
    decided = {who for who, delay, age in everything if not (delay is None and age < horizon)}
    interval = wilson(share, share * silent / variance if variance else len(decided) or len(openings))
    most = 2 if len(openings) < policy["min_sample"] else 3
    told |= {"rating": min(most, rate(share, cuts)), "responseRate": share, "interval": interval, "basis": "outreach"}
    return told | {"confidence": confidence(interval, cuts, len(openings), policy)}


def median(values):
    half = len(values) // 2
    return Fraction(values[half] + values[-half - 1], 2) if values else None


def combine(ratings, policy):
    low, middle, _ = sorted(ratings)
    if policy["overall"] == "minimum":
        return low
    if policy["overall"] == "capped-median":
        return min(middle, 2) if low == 1 else middle
    weights = [Fraction(policy[metric]["weight"]) for metric in METRICS]
    mean = sum(weight * rating for weight, rating in zip(weights, ratings)) / sum(weights)
    return 1 + (mean > Fraction(3, 2)) + (mean > Fraction(5, 2))


def score(channel, messages, contact_rows, policy, as_of=None):
    """The full view of a channel as far as it is numbers. Cuts and weights of the policy are decimals written as text."""
    facts = Facts(messages, contact_rows)
    if as_of is None:
        # Without a touch, the latest of what first proves the number in each of three ways.
        first = [min(times) for times in (facts.registered, facts.elsewhere, facts.groups) if times]
        as_of = max([time for _, time, _ in facts.touches] or first, default=None)
    touches = [touch for touch in facts.touches if touch[1] <= (as_of or 0)]
    start = (as_of or 0) - policy["window_days"] * DAY
    metrics = [life_time(facts, policy, as_of), contacts(facts, policy, touches, start), chats(policy, touches, start, as_of)]
    ratings = [metric["rating"] for metric in metrics]
    overall = combine(ratings, policy)
    guesses = [[guess if one["confidence"] == "none" else one["rating"] for one in metrics] for guess in (1, 3)]
    six = {"channel": channel, "lastUpdateDate": None if as_of is None else day(as_of), "lifeTime": ratings[0]}
    six |= {"riskFactor": overall, "riskFactorChats": ratings[2], "riskFactorContacts": ratings[1]}
    summary = {"range": [combine(guess, policy) for guess in guesses], "weakest": METRICS[ratings.index(min(ratings))]}
    told = {"channel": channel, "asOf": instant(as_of), "windowDays": policy["window_days"], "score": six}
    return told | {"overall": summary, "metrics": dict(zip(METRICS, metrics))}
