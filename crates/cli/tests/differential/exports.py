"""Makes text exports in many dialects, with all that makes them hard to read, and says what is in them."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialects import DIALECTS

OWNER = "Harbour Books"
PARTNERS = ["Ann Lee", "Zoë 🌸 (flowers)", "Dr. O'Neil-Smith", "+44 7700 900123"]
GROUP = "Book club"
MEMBERS = ["Ann Lee", "~ Ben", "+44 7700 900124"]
LRM = "\u200e"
PLAIN = [
    "see you at 10:30?", "the address: 4 Quay Lane", "https://example.org/a?b=1:2", "👍🏽 ok 😀", "ไม่เป็นไร", "שלום, תודה",
    "12/05/2024 was too late", "- first, - second", "[maybe] tomorrow", "a.m. or p.m.?", "1) yes 2) no", "“quoted: words”",
    "*bold* _and_ ~not~", "50 % off: today only",
]
MORE_LINES = [
    ["", "after an empty line"], ["12:30 - tea", "13:00 - cake"], ["20/05/2024 is the day", "3.5.24"], ["Ann: not a header"],
    ["", "", ""], ["- milk", "- bread: brown", "- 2 eggs"], ["[21:05] not a header either"], ["👋"], ["   indented"],
]


@dataclass
class Message:
    """One message as it was written into an export."""

    time: datetime
    sender: str


@dataclass
class Chat:
    """An export, and what is in it."""

    path: object
    name: str
    messages: list


def attachment(time, number, is_ios):
    if is_ios:
        return f"{LRM}<attached: {number:08}-PHOTO-{time:%Y-%m-%d-%H-%M-%S}.jpg>"
    return f"{LRM if number % 2 else ''}IMG-{time:%Y%m%d}-WA{number % 10_000:04}.jpg (file attached)"


def body(chance, dialect, time, number):
    """What somebody sent."""
    mark = LRM if dialect.is_ios else ""
    words = f"{chance.choice(PLAIN)} no. {number}"
    kind = chance.randrange(16)
    if kind == 0:
        return mark + dialect.media
    if kind == 1:
        return attachment(time, number, dialect.is_ios)
    if kind == 2:
        return mark + dialect.deleted
    if kind == 3:
        return f"{words} {LRM}<This message was edited>"
    if kind == 4 and not dialect.is_ios:
        return "null"
    if kind == 5 and not dialect.is_ios:
        return f"{dialect.media}\n{words}"
    if kind == 6:
        return f"{mark}POLL:\nWhich day, no. {number}?\n{mark}OPTION: Monday (1 vote)\n{mark}OPTION: Friday (0 votes)"
    if kind == 7:
        name = f"catalogue-{number}.pdf"
        return f"{mark}{name} • {mark}12 pages {mark}document omitted" if dialect.is_ios else f"{name} (file attached)"
    if kind == 8:
        return f"{mark}Location: https://maps.google.com/?q=51.5,-0.{number}"
    if kind in (9, 10, 11):
        return "\n".join([words, *chance.choice(MORE_LINES)])
    return words


def notice(chance, dialect, name):
    """What WhatsApp itself says. On an iPhone it says so in the name of the partner or the group, behind a mark."""
    sentences = [
        f"Your security code with {name} changed. Tap to learn more.",
        f"{name} changed their phone number to a new number. Tap to message or add the new number.",
        "You turned on disappearing messages. New messages will disappear from this chat 24 hours after they're sent.",
        "Missed voice call", "This chat is with a business account. Tap to learn more.", "You blocked this contact. Tap to unblock.",
    ]
    if name == GROUP:
        sentences = ["Ann Lee changed the subject from “Books” to “Books: old and new”", "You added Ann Lee", "Ann Lee left"]
    sentence = chance.choice(sentences)
    return f"{shown(name, dialect)}: {LRM}{sentence}" if dialect.is_ios else sentence


def shown(name, dialect):
    """A sender as it is written: an iPhone wraps numbers that are not saved."""
    return f"\u202a{name.replace(' ', chr(0xA0))}\u202c" if dialect.is_ios and name.startswith("+") else name


def write(dialect, name, folder, seed):
    """One chat over some months, each message at a time of its own."""
    chance = random.Random(f"{seed}/{dialect.name}/{name}")
    time = datetime(2024, chance.randint(1, 4), chance.randint(1, 28)) + timedelta(seconds=chance.randrange(86_400))
    encryption = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them."
    first = f"{shown(name, dialect)}: {LRM}{encryption}" if dialect.is_ios else f"{encryption} Tap to learn more."
    mark = LRM if dialect.is_ios and not dialect.header.startswith("\u200f") else ""
    lines, messages = [mark + dialect.write(time) + first], []
    for number in range(chance.randint(60, 120)):
        # Months, so that there are days after the 12th: without one nobody can tell day from month.
        time += timedelta(minutes=chance.choice([1, 1, 2, 5, 60, 600, 2000]), seconds=chance.randrange(60))
        if chance.random() < 0.06:
            lines.append(mark + dialect.write(time) + notice(chance, dialect, name))
            continue
        sender = chance.choice([OWNER, *(MEMBERS if name == GROUP else [name])])
        text = body(chance, dialect, time, number)
        lines.append((mark if text.startswith(LRM) else "") + f"{dialect.write(time)}{shown(sender, dialect)}: {text}")
        messages.append(Message(time if dialect.has_seconds else time.replace(second=0), sender))
    end = "\r\n" if dialect.is_ios else "\n"
    path = folder / f"WhatsApp Chat {'-' if dialect.is_ios else 'with'} {name}.txt"
    path.write_bytes((end.join(line.replace("\n", end) for line in lines) + end).encode())
    return Chat(path, name, messages)


def make(folder, seed):
    """The chats of each dialect, in a folder each."""
    made = {}
    for dialect in DIALECTS:
        place = folder / dialect.name
        place.mkdir()
        made[dialect.name] = [write(dialect, name, place, seed) for name in [*PARTNERS, GROUP]]
    return made
