"""How many known scores a second the server answers, alone and while a thousand slow clients hold connections.

Needs the program (SAFETY_METER, or target/release/safety-meter) and wrk, a Debian package. Prints a table for the README; exits with 1 if an
answer was wrong, and says so if a target was missed.
"""

import argparse
import datetime
import http.client
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SAFETY_METER", str(ROOT / "target" / "release" / "safety-meter"))
RISK = "/services/riskOfBlocking"
TARGET_PER_SECOND, TARGET_P99_MS, SLOW = 20_000, 10, 1_000


@contextmanager
def server(folder):
    """A server of the demo, with the log that it would have in earnest; yields its address."""
    shutil.copytree(ROOT / "fixtures" / "demo", folder / "exports" / "demo")
    log = folder / "log"
    command = [PROGRAM, "serve", "--channels", folder / "exports", "--db", folder / "history.db"]
    command += ["--listen", "127.0.0.1:0", "--log", "json"]
    with open(log, "w") as errors, open(log) as lines:
        running = subprocess.Popen([str(part) for part in command], stderr=errors)
        try:
            while '"listening"' not in (line := lines.readline()):
                if running.poll() is not None:
                    sys.exit(f"the server ended: {log.read_text()}")
                time.sleep(0.01)
            yield json.loads(line)["address"]
        finally:
            running.send_signal(signal.SIGTERM)
            if running.wait(timeout=30) != 0:
                sys.exit("the server did not stop well")


def ask(address, token):
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request("POST", RISK, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    if answer.status != 200 or json.loads(body)["channel"] != token:
        sys.exit(f"a wrong answer: {answer.status} {body}")
    return body


def wrk(address, token, seconds, connections, expected=None):
    """Runs wrk; every answer is compared if `expected` is given, which costs some speed."""
    environment = {**os.environ, "TOKEN": token}
    if expected:
        environment["EXPECTED"] = expected
    call = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(ROOT / "benches" / "server" / "cached.lua")]
    done = subprocess.run([*call, f"http://{address}{RISK}"], env=environment, check=True, capture_output=True, text=True)
    result = json.loads(next(line[7:] for line in done.stdout.splitlines() if line.startswith("RESULT ")))
    if result["wrong"] or result["errors"]:
        sys.exit(f"wrong answers or errors: {done.stdout}")
    return result


class Slow:
    """Connections that send the head of a request one byte a second, and are opened again when the server gives them up."""

    def __init__(self, address):
        host, port = address.split(":")
        self.address = (host, int(port))
        self.ends = threading.Event()
        self.sockets = [self.open() for _ in range(SLOW)]
        self.thread = threading.Thread(target=self.trickle)
        self.thread.start()

    def open(self):
        connection = socket.create_connection(self.address, timeout=30)
        connection.sendall(b"POST /services/riskOfBlocking HTTP/1.1\r\nX-Slow: ")
        return connection

    def trickle(self):
        while not self.ends.wait(1):
            for place, connection in enumerate(self.sockets):
                try:
                    connection.sendall(b"x")
                except OSError:
                    connection.close()
                    self.sockets[place] = self.open()

    def close(self):
        self.ends.set()
        self.thread.join()
        for connection in self.sockets:
            connection.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=10, help="how long each run takes")
    arguments.add_argument("--connections", type=int, default=64, help="how many clients ask at once")
    chosen = arguments.parse_args()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    rows = []
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        add = [PROGRAM, "token", "add", "demo", "--db", str(folder / "history.db")]
        token = subprocess.run(add, check=True, capture_output=True, text=True).stdout.strip()
        with server(folder) as address:
            known = ask(address, token)
            measured = (address, token, chosen.seconds, chosen.connections)
            rows.append(("alone", wrk(*measured)))
            rows.append(("alone, every answer compared", wrk(*measured, known)))
            slow = Slow(address)
            rows.append((f"beside {SLOW:,} slow connections", wrk(*measured)))
            if ask(address, token) != known:
                sys.exit("the answer has changed")
            slow.close()
    print(f"{datetime.date.today()}, {os.cpu_count()} cores for server and wrk, load {before:.1f} before, {chosen.connections} connections\n")
    print("| known scores | requests/s | p50 | p99 | slowest |\n|---|---:|---:|---:|---:|")
    for what, result in rows:
        per_second = result["requests"] / result["seconds"]
        print(f"| {what} | {per_second:,.0f} | {result['p50']:.2f} ms | {result['p99']:.2f} ms | {result['most']:.1f} ms |")
    if any(r["requests"] / r["seconds"] < TARGET_PER_SECOND or r["p99"] > TARGET_P99_MS for _, r in rows):
        print(f"\nmissed: at least {TARGET_PER_SECOND:,} requests/s with a p99 of at most {TARGET_P99_MS} ms")


main()
