"""Public parsers of text exports, each asked for the same: a list of time, sender and text of every message."""

import json
import logging
import os
import subprocess
from datetime import datetime
from pathlib import Path

import whatsapp_analyzer

os.environ["TQDM_DISABLE"] = "1"  # chat-miner draws a bar for each file, unless this is there before it is loaded.
from chatminer.chatparsers import WhatsAppParser  # noqa: E402

HERE = Path(__file__).resolve().parent


def javascript(paths):
    """whatsapp-chat-parser. A message without a sender is a notice to it; a date that is none ends as null."""
    environment = {**os.environ, "TZ": "UTC"}
    asked = json.dumps([str(path) for path in paths])
    done = subprocess.run(["node", HERE / "parse.mjs"], input=asked, env=environment, check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        messages = json.loads(line)
        yield messages and [(datetime.fromisoformat(time[:19]), sender, text) for time, sender, text in messages if sender and time]


def chat_miner(paths):
    """chat-miner, which passes over notices itself."""
    logging.disable(logging.CRITICAL)
    for path in paths:
        try:
            parser = WhatsAppParser(str(path))
            parser.parse_file()
            messages = list(parser.parsed_messages.get_df().iter_rows())
        except Exception:  # noqa: BLE001 - it fails in as many ways as there are dialects that it does not know.
            yield None
            continue
        yield [(time.replace(tzinfo=None), sender, text) for time, sender, text in reversed(messages)]


def chat_analyzer(paths):
    """whatsapp-chat-analyzer, to which a message without a sender is a notice."""
    for path in paths:
        try:
            messages = whatsapp_analyzer.parse_file(path)
        except Exception:  # noqa: BLE001 - as above.
            yield None
            continue
        yield [(message.timestamp, message.sender, message.text) for message in messages if message.sender]


PARSERS = {"whatsapp-chat-parser": javascript, "chat-miner": chat_miner, "whatsapp-chat-analyzer": chat_analyzer}
