"""Files that a stranger would make to keep the program busy. Each takes a size and writes files in proportion to it.

A size of one is about 1 MB, or 10,000 of what is counted. Nobody in here exists; numbers are of ranges reserved for fiction.
"""

import json
import sqlite3
import sys
import zipfile
from pathlib import Path

MB = 1_000_000
THOUSANDS = 10_000
PHONE = "4477009%05d"
BEGIN = 1_700_000_000


def message(number, person=0, at=None, body="x", **more):
    """A message of the gateway as one line."""
    chat = f"{PHONE % person}@s.whatsapp.net"
    at = BEGIN + number if at is None else at
    kept = {"id": f"I{number}", "type": "text", "chat_id": chat, "from_me": number % 2 == 0, "timestamp": at}
    return json.dumps(kept | {"text": {"body": body}} | more) + "\n"


def lines(path, made):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.writelines(made)


def nested_json(folder, size, opening, closing):
    """One document that opens and opens."""
    depth = size * MB // (len(opening) + len(closing))
    text = f'{{"messages":[{message(0).strip()},{opening * depth}{closing * depth}]}}'
    (folder / "page.json").write_text(text)


def nested_arrays(folder, size):
    nested_json(folder, size, "[", "]")


def nested_objects(folder, size):
    nested_json(folder, size, '{"messages":', "1}")


def never_closed(folder, size):
    """The same without an end."""
    (folder / "page.json").write_text('{"messages":[' + '{"a":[' * (size * MB // 6))


def nested_lines(folder, size):
    """Many lines, each as deep as is allowed and deeper."""
    deep = [message(number, body="x", quoted=None)[:-2] + ',"q":' + "[" * depth + "]" * depth + "}\n"
            for number, depth in ((number, 100 + number % 60) for number in range(size * MB // 400))]
    lines(folder / "log.ndjson", deep)


def long_string(folder, size):
    lines(folder / "log.ndjson", [message(1, body="\\" * (size * MB // 2)), message(2)])


def many_members(folder, size):
    """One object with very many keys, none known."""
    members = ",".join(f'"k{number}":{number}' for number in range(size * THOUSANDS * 4))
    (folder / "page.json").write_text(f'{{"messages":[{message(0).strip()[:-1]},{members}}}]}}')


def card(*properties):
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *properties, "END:VCARD", ""])


def card_of_one_line(folder, size):
    (folder / "a.vcf").write_text(card("FN:Ann", "TEL:+447700900001", "NOTE:" + "x" * (size * MB)))


def card_of_folded_lines(folder, size):
    (folder / "a.vcf").write_text(card("FN:Ann", "TEL:+447700900001", "NOTE:x" + "\r\n x" * (size * MB // 4)))


def card_of_soft_breaks(folder, size):
    note = "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=3D=\r\n" * (size * MB // 6)
    (folder / "a.vcf").write_text(card("FN:Ann", "TEL:+447700900001", note))


def card_of_many_numbers(folder, size):
    """The largest is still within the limit of a card."""
    numbers = [f"TEL;TYPE=CELL:+{PHONE % number}" for number in range(size * THOUSANDS // 6)]
    (folder / "a.vcf").write_text(card("FN:Ann", *numbers))


def cell_of_many_numbers(folder, size):
    numbers = " ::: ".join(f"+{PHONE % number}" for number in range(size * THOUSANDS // 2))
    (folder / "a.csv").write_text(f"Name,Phone 1 - Type,Phone 1 - Value\nAnn,Mobile,{numbers}\n")


def columns_of_numbers(folder, size):
    wide = range(size * THOUSANDS // 2)
    names, numbers = (",".join(made % number for number in wide) for made in ("Phone %d - Value", f"+{PHONE}"))
    (folder / "a.csv").write_text(f"Name,{names}\nAnn,{numbers}\n")


def cards_of_one_name(folder, size):
    lines(folder / "a.vcf", [card("FN:Ann", f"TEL:+{PHONE % number}") for number in range(size * THOUSANDS)])
    lines(folder / "WhatsApp Chat with Ann.txt", [f"20/05/2024, 10:{n % 60:02} - Ann: x\n" for n in range(100)])


def cards_in_cards(folder, size):
    (folder / "a.vcf").write_text("BEGIN:VCARD\r\nFN:Ann\r\n" * (size * MB // 20))


def open_quotation(folder, size):
    rows = "".join(f'"Ann","+{PHONE % number}\n' for number in range(size * MB // 20))
    (folder / "contacts.csv").write_text("Name,Phone\n" + rows)


def wide_table(folder, size):
    wide = size * THOUSANDS * 4
    names = ",".join(f"c{number}" for number in range(wide))
    (folder / "a.csv").write_text(f"chat_id,from_me,timestamp,{names}\n447700900001,1,{BEGIN}" + ",x" * wide + "\n")


def one_line_of_text(folder, size):
    lines(folder / "WhatsApp Chat with Ann.txt", ["20/05/2024, 10:00 - Ann: " + "x" * (size * MB), "\n"])


def one_message_of_lines(folder, size):
    lines(folder / "WhatsApp Chat with Ann.txt", ["20/05/2024, 10:00 - Ann: x\n", "y\n" * (size * MB // 2)])


def beginnings_of_headers(folder, size):
    begun = ["20/05/2024, 10:00 - Ann: x\n", *(f"20/05/2024, 10:0{n % 7}" + " - \n" for n in range(size * MB // 20))]
    lines(folder / "WhatsApp Chat with Ann.txt", begun)


def colons(folder, size):
    """Where does a name end that is full of colons?"""
    lines(folder / "WhatsApp Chat with Ann.txt", ["20/05/2024, 10:00 - " + "a: " * (size * MB // 30) + "\n"] * 10)


def invisible(folder, size):
    lines(folder / "WhatsApp Chat with Ann.txt", ["20/05/2024, 10:00 - Ann: x\n", "\u200e\u202a" * (size * MB // 6)])


def many_senders(folder, size):
    told = [f"20/05/2024, 10:00 - Ann {n}: x\n" for n in range(size * THOUSANDS)]
    lines(folder / "WhatsApp Chat with Ann.txt", told)


def one_minute(folder, size):
    """A chat of one minute: no order but that of the lines, and all texts alike."""
    lines(folder / "WhatsApp Chat with Ann.txt",
          [f"20/05/2024, 10:00 - {'Ann' if n % 2 else 'Me'}: x\n" for n in range(size * THOUSANDS)])


def one_second(folder, size):
    lines(folder / "log.ndjson", [message(n, at=BEGIN) for n in range(size * THOUSANDS)])


def one_message(folder, size):
    """The same message again and again."""
    lines(folder / "log.ndjson", [message(7)] * (size * THOUSANDS))


def many_persons(folder, size):
    """A person a message, all within a day."""
    at = ((n, BEGIN + n % 86_400) for n in range(size * THOUSANDS))
    lines(folder / "log.ndjson", [message(2 * n, person=n, at=when) for n, when in at])


def chain_of_identities(folder, size):
    """Addresses of one person, each told to be the same as the next."""
    def contact(number):
        return {"id": f"{PHONE % number}@s.whatsapp.net", "lid": f"{number + 100_000_000}@lid", "name": "Ann"}
    told = [json.dumps({"event": "contacts.upsert", "data": [contact(n), contact(n) | {"lid": f"{n + 100_000_001}@lid"}]}) + "\n"
            for n in range(size * THOUSANDS // 2)]
    lines(folder / "baileys.ndjson", told)
    lines(folder / "log.ndjson", [message(n, person=n) for n in range(100)])


def small_files(folder, size):
    for number in range(size * THOUSANDS // 10):
        inner = folder / str(number // 1000)
        inner.mkdir(exist_ok=True)
        (inner / f"WhatsApp Chat with Ann {number}.txt").write_text("20/05/2024, 10:00 - Ann: x\n")


def unknown_files(folder, size):
    """Files that are nothing of ours."""
    small_files(folder, 1)
    for number in range(size * THOUSANDS // 10):
        (folder / f"{number}.bin").write_bytes(b"\x00nothing")


def entries_of_a_zip(folder, size):
    with zipfile.ZipFile(folder / "a.zip", "w") as zipped:
        for number in range(size * THOUSANDS // 10):
            zipped.writestr(f"WhatsApp Chat with Ann {number}.txt", "20/05/2024, 10:00 - Ann: x\n")


def declared_files(folder, size):
    """A channel.toml with a pattern a file."""
    small_files(folder, 1)
    patterns = "".join(f'"{number}*/**" = "ignore"\n' for number in range(1000, 1000 + size * 200))
    (folder / "channel.toml").write_text(f"[files]\n{patterns}")


def text_of_a_database(folder, size):
    """A database of a messenger whose rows are large."""
    with sqlite3.connect(folder / "messages.db") as database:
        database.execute("CREATE TABLE chats (jid TEXT PRIMARY KEY, name TEXT, last_message_time TIMESTAMP)")
        database.execute("CREATE TABLE messages (id TEXT, chat_jid TEXT, sender TEXT, content TEXT, timestamp TIMESTAMP,"
                         " is_from_me BOOLEAN, media_type TEXT, PRIMARY KEY (id, chat_jid))")
        database.execute("INSERT INTO chats VALUES (?, 'Ann', NULL)", [f"{PHONE % 1}@s.whatsapp.net"])
        row = ("I%d", f"{PHONE % 1}@s.whatsapp.net", PHONE % 1, "x" * 100_000, "2024-05-20 10:00:00+00:00", 0, "")
        rows = [(row[0] % number, *row[1:]) for number in range(size * 10)]
        database.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def manifests(folder, size):
    """Phone backups without end, none of which has a database."""
    for number in range(size * THOUSANDS // 10):
        inner = folder / f"{number // 1000}" / f"{number}"
        inner.mkdir(parents=True)
        (inner / "Manifest.db").write_bytes(b"")
    small_files(folder / "0", 1)


def reports(folder, size):
    """Account reports beside pages that belong to them."""
    for number in range(size * THOUSANDS // 20):
        inner = folder / f"{number}"
        inner.mkdir()
        (inner / "contacts.json").write_text(json.dumps({"wa_contacts": [PHONE % number]}))
        (inner / "index.html").write_text("<p>x</p>")


def same_text(folder, size):
    """One text to very many people within an hour, so that signals have much to count."""
    at = ((n, BEGIN + n % 3600) for n in range(size * THOUSANDS))
    lines(folder / "log.ndjson", [message(2 * n, person=n, at=when, body="hello") for n, when in at])


NOT_INPUTS = {"message", "lines", "nested_json", "card"}
INPUTS = {name: made for name, made in globals().items()
          if getattr(made, "__module__", "") == "__main__" and callable(made) and name not in NOT_INPUTS}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        print("\n".join(INPUTS))
    else:
        INPUTS[sys.argv[1]](Path(sys.argv[3]), int(sys.argv[2]))
