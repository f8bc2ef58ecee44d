"""Makes random channels, different in kind, as the two tables of a fleet.

The generator in benches/ makes channels that look real. These look strange on purpose: equal times, gaps and answers that are
exactly as long as a limit, shares that are exactly a cut, one person in many spellings. They share no code with it, so that a
mistake in one is not in the other. Nobody in them exists: numbers are from ranges reserved for fiction.
"""

import csv
import json
import random

MINUTE, HOUR, DAY = 60, 3600, 86400
# 2024-05-20 12:00:00 UTC. The newest touch of most channels lies about here, so that one as-of means something to all of them.
BASE = 1_716_206_400
LIMITS = [HOUR, 6 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY]
NAMES = ["Ann Lee", "Ben Okoro", "Chloé Martin", "Dr. Eve", "Fatima", "Zoë & Sons", "customer_17", "李雷"]
MESSAGE_COLUMNS = ["channel", "chat_id", "from_me", "timestamp", "id", "type", "status", "text"]
CONTACT_COLUMNS = ["channel", "id", "name", "saved"]
NOTICES = ["system", "pin", "edit", "delete", "action", "ephemeral"]
NOBODY = ["status@broadcast", "120363012345678901@g.us", "447700900999-1400000000@g.us", "0@s.whatsapp.net", "12036304567@newsletter"]


class Channel:
    """One channel while it is made: its rows, and whom it may write to."""

    def __init__(self, name, chance):
        self.name, self.chance = name, chance
        self.messages, self.contacts = [], []
        self.ids = 0
        numbers = chance.sample(range(1, 990), 60)
        self.people = [f"447700900{number:03}" if number < 700 else f"1212555{100 + number % 100:04}" for number in numbers]
        self.people = list(dict.fromkeys(self.people))
        for place in chance.sample(range(len(self.people)), 6):
            self.people[place] = f"{10_000_000_000_000 + chance.randrange(10**12)}@lid"

    def spelling(self, person):
        """A phone number as one of the many things that stand for it; anything else as it is."""
        if not person.isdigit() or self.chance.random() < 0.5:
            return f"{person}@s.whatsapp.net" if person.isdigit() else person
        forms = [person, f"+{person}", f"{person}@c.us", f"{person}:12@s.whatsapp.net", f"+{person[:2]} {person[2:6]} {person[6:]}"]
        return self.chance.choice(forms)

    def say(self, person, time, outgoing, **more):
        """A message; `more` are cells that are not as usual."""
        self.ids += 1
        row = {"channel": self.name, "chat_id": self.spelling(person), "from_me": outgoing, "timestamp": time}
        row |= {"id": f"{self.name}.{self.ids}", "type": "text", "status": "delivered" if outgoing else None, "text": None}
        self.messages.append(row | more)

    def save(self, person, name=None, saved=True):
        self.contacts.append({"channel": self.name, "id": self.spelling(person), "name": name, "saved": saved})


def dense(channel, count):
    """A few people, times on a coarse grid: ties and gaps that are exactly a limit everywhere."""
    chance = channel.chance
    people = channel.people[: chance.randint(1, 8)]
    step = chance.choice([1, MINUTE, HOUR, 6 * HOUR, 12 * HOUR, DAY])
    for _ in range(count):
        time = BASE - step * int(chance.expovariate(1 / min(40, 90 * DAY // step)))
        channel.say(chance.choice(people), time, chance.random() < 0.6)


def borders(channel, count):
    """Everything happens a limit, or a second more or less, before or after something else."""
    chance = channel.chance
    channel.say(channel.people[0], BASE, chance.random() < 0.5)
    times = [BASE]
    for number in range(count):
        near = chance.choice([-1, 0, 0, 0, 1])
        time = min(chance.choice(times[-3:] + [BASE]) - chance.choice(LIMITS) + near, BASE)
        times.append(time)
        person = channel.people[number % (1 + count // 4)]
        channel.say(person, time, chance.random() < 0.7)
        if chance.random() < 0.4 and (answer := time + chance.choice(LIMITS) + near) <= BASE:
            channel.say(person, answer, False)


def shares(channel, count):
    """So many answered of so many, and so many saved: exactly a cut, or one person more or less."""
    chance = channel.chance
    of = chance.choice([5, 9, 10, 11, 20, 20, 40])
    cut = chance.choice([0.15, 0.2, 0.3, 0.5, 1])
    answered = max(0, min(of, round(of * cut) + chance.choice([-1, 0, 0, 0, 1])))
    for number, person in enumerate(channel.people[:of]):
        opening = BASE - chance.randint(4, 25) * DAY - number
        channel.say(person, opening, True)
        if number < answered:
            channel.say(person, opening + MINUTE * (number + 1), False)
    if chance.random() < 0.8:
        known = max(0, min(of, round(of * chance.choice([0, 0.2, 0.5, 1])) + chance.choice([-1, 0, 0, 1])))
        for person in chance.sample(channel.people[:of], known):
            channel.save(person)
    channel.say(channel.people[-1], BASE - chance.choice([0, 7 * DAY, 30 * DAY]), False)


def follow_ups(channel, count):
    """Many outreaches to one person, some answered after days."""
    chance = channel.chance
    left = count
    for person in channel.people:
        if left <= 0:
            break
        time = BASE - chance.randrange(60) * DAY - chance.randrange(DAY)
        for _ in range(chance.randint(1, 20)):
            channel.say(person, time, True)
            left -= 1
            if chance.random() < 0.3 and (answer := time + int(chance.expovariate(1 / DAY)) + 1) <= BASE:
                channel.say(person, answer, False)
            time += DAY + chance.choice([0, 1, 1, HOUR, 2 * DAY])
            if time > BASE:
                break


def campaign(channel, count):
    """Most outreaches are younger than the horizon, some answered already."""
    chance = channel.chance
    for person in channel.people[: count // 2]:
        opening = BASE - chance.choice([HOUR, DAY, 3 * DAY, 3 * DAY - 1, 3 * DAY + 1, chance.randrange(5 * DAY)])
        channel.say(person, opening, True)
        if chance.random() < 0.35:
            channel.say(person, min(BASE, opening + int(chance.expovariate(1 / (5 * HOUR))) + 1), False)


def inbound(channel, count):
    """Others write first, and it may answer; the number of such conversations is about the smallest sample."""
    chance = channel.chance
    conversations = chance.choice([1, 3, 9, 10, 11, 30])
    for number in range(conversations):
        opening = BASE - number * 2 * DAY // 3 - chance.choice([0, 0, 7])
        person = channel.people[number % len(channel.people)]
        channel.say(person, opening, False)
        if chance.random() < 0.9:
            channel.say(person, min(BASE, opening + chance.choice([0, 5, HOUR, DAY])), True)


def nearly_nothing(channel, count):
    """No touch at all, or what is none."""
    chance = channel.chance
    kind = chance.randrange(5)
    if kind == 0:
        channel.say(channel.people[0], BASE - DAY, True, status="failed")
    elif kind == 1:
        channel.say(chance.choice(NOBODY), BASE - chance.randrange(90) * DAY, True)
    elif kind == 2:
        channel.say(channel.people[0], BASE - DAY, chance.random() < 0.5)
    elif kind == 3:
        channel.say(channel.people[0], BASE, False, type=chance.choice(NOTICES))
    else:
        channel.save(channel.people[0], saved=chance.random() < 0.5)


def wide(channel, count):
    """Everything at random over half a year."""
    chance = channel.chance
    people = channel.people[: chance.randint(1, len(channel.people))]
    end = BASE + chance.randint(-2 * DAY, 2 * DAY)
    for _ in range(count):
        time = end - int(chance.expovariate(1 / (20 * DAY)))
        channel.say(chance.choice(people), time, chance.random() < 0.5)


KINDS = [dense, borders, shares, follow_ups, campaign, inbound, wide, nearly_nothing]
ODDS = [3, 4, 3, 2, 2, 2, 4, 1]


def blend_in(channel):
    """What is no touch, what is there twice, and what is wrong."""
    chance, messages = channel.chance, channel.messages
    for row in chance.sample(messages, len(messages) // 12):
        row |= chance.choice([
            {"status": "failed"}, {"status": "pending"}, {"id": None}, {"id": None, "text": "hello"}, {"type": None}, {"type": "image"},
            {"type": "reaction"}, {"type": "call"}, {"type": "poll_update"}, {"type": chance.choice(NOTICES)}, {"type": "story"},
        ])
    for row in chance.sample(messages, len(messages) // 10):
        twice = dict(row)
        twice |= chance.choice([
            {}, {"status": "failed"}, {"status": "read"}, {"timestamp": row["timestamp"] - 40}, {"from_me": not row["from_me"]},
            {"chat_id": channel.spelling(chance.choice(channel.people))}, {"id": None},
        ])
        messages.append(twice)
    for _ in range(chance.choice([0, 0, 1, 3])):
        time = BASE - chance.randrange(200) * DAY
        channel.say(chance.choice(NOBODY), time, chance.random() < 0.5)
    if chance.random() < 0.3:
        # Without ids: one message that failed, if the texts are the same, and else two.
        for text, status in [("hello", None), (chance.choice(["hello", "good day"]), "failed")]:
            channel.say(channel.people[-2], BASE - 2 * DAY, True, id=None, text=text, status=status)
    if chance.random() < 0.1:
        messages.append({"channel": channel.name, "timestamp": BASE - chance.choice([6, 7, 30, 400]) * DAY, "type": "registered"})
    if chance.random() < 0.1:
        messages.append({"channel": channel.name, "timestamp": BASE - chance.choice([7, 29, 90]) * DAY - 1, "type": "group_created"})
    if chance.random() < 0.1:
        channel.say(channel.people[1], chance.choice([None, 5]), True)
        channel.say(channel.people[1], BASE, None)


def address_book(channel):
    """None, an empty one, or one with some of the people, some of them under names that chats use."""
    chance = channel.chance
    kind = chance.randrange(6)
    if kind == 0 or channel.contacts:
        return
    if kind == 1:
        channel.save(chance.choice(channel.people + NOBODY[:2]), saved=False)
        return
    share = chance.choice([0.1, 0.2, 0.5, 0.9])
    for person in channel.people:
        if chance.random() < share:
            channel.save(person, saved=chance.random() < 0.9)
    for name in chance.sample(NAMES, chance.choice([0, 0, 2, 5])):
        # Usually one card has the name; with two numbers under one name nobody can tell whose the chat is.
        for person in chance.sample(channel.people[:12], chance.choice([1, 1, 1, 2])):
            channel.save(person, name, saved=chance.random() < 0.9)
        if chance.random() < 0.3:
            channel.save(name)
    for row in channel.messages:
        if chance.random() < 0.1 and row.get("chat_id") not in NOBODY:
            row["chat_id"] = chance.choice(NAMES + ["name:447700900123"])


def make(count, seed):
    """Rows of messages and of contacts of so many channels, in no order."""
    messages, contacts = [], []
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        channel = Channel(f"channel-{number:04}", chance)
        kind = chance.choices(KINDS, ODDS)[0]
        kind(channel, chance.choice([1, 2, 5, 12, 30, 60, 120]))
        blend_in(channel)
        address_book(channel)
        chance.shuffle(channel.messages)
        messages += channel.messages[:200]
        contacts += channel.contacts
    return messages, contacts


def write(rows, columns, path):
    """Writes a table as what its ending says."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            table = csv.DictWriter(file, columns)
            table.writeheader()
            words = {True: "true", False: "false"}
            for row in rows:
                table.writerow({key: words[value] if isinstance(value, bool) else value for key, value in row.items()})
        else:
            for row in rows:
                file.write(json.dumps({column: row.get(column) for column in columns}, ensure_ascii=False) + "\n")
