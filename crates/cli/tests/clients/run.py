"""Asks the server with what users ask it with: curl, requests, axios, a POST as Guzzle sends it, and schemathesis.

Needs SAFETY_METER (the program), what requirements.txt and package-lock.json list, and curl.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import requests

HERE = Path(__file__).resolve().parent
DEMO = HERE.parents[3] / "fixtures" / "demo"
PROGRAM = os.environ["SAFETY_METER"]
RISK = "/services/riskOfBlocking"


def program(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


@contextmanager
def server(folder, log):
    """Runs the server, yields its address, and checks that it stops when asked to."""
    command = [PROGRAM, "serve", "--channels", folder / "exports", "--db", folder / "history.db"]
    command += ["--listen", "127.0.0.1:0", "--log", "json"]
    with open(log, "w") as errors, open(log) as lines:
        running = subprocess.Popen([str(part) for part in command], stderr=errors)
        try:
            address = None
            while address is None:
                line = lines.readline()
                if running.poll() is not None:
                    sys.exit(f"the server ended: {Path(log).read_text()}")
                if '"listening"' in line and line.endswith("\n"):
                    address = json.loads(line)["address"]
            yield address
        finally:
            running.send_signal(signal.SIGTERM)
            code = running.wait(timeout=30)
    assert code == 0, f"exit code {code}"


def with_curl(base, token, expected):
    for method in ["POST", "GET"]:
        call = ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", "-X", method]
        call += ["-H", f"Authorization: Bearer {token}", base + RISK]
        assert json.loads(subprocess.run(call, check=True, capture_output=True).stdout) == expected
    # Large enough that curl asks whether it may send it.
    big = ["curl", "--silent", "--noproxy", "*", "-w", "%{http_code}", "-o", os.devnull]
    big += ["-H", f"Authorization: Bearer {token}", "--data-binary", "@-", base + RISK]
    for size in [70_000, 3_000_000]:
        assert subprocess.run(big, input=b"x" * size, capture_output=True).stdout == b"413"


def with_requests(base, token, expected):
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {token}"
    for answer in [session.post(base + RISK), session.post(base + RISK, json={"any": 1}), session.get(base + RISK)]:
        assert (answer.status_code, answer.json()) == (200, expected)
    assert session.post(base + RISK, data=b"x" * 100_000).status_code == 413
    wrong = session.get(base + RISK, headers={"Authorization": "Bearer smt_wrong"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, 401)
    assert "riskOfBlocking" in session.get(base + "/openapi.json").text
    assert session.get(base + "/channels/demo/report").text.startswith("<!DOCTYPE html>")


def with_axios(base, token, expected):
    environment = {**os.environ, "BASE": base, "TOKEN": token}
    asked = subprocess.run(["node", HERE / "ask.mjs"], env=environment, check=True, capture_output=True)
    assert json.loads(asked.stdout) == [expected, expected, expected, 401, 401]


def as_guzzle(address, token, expected):
    """Guzzle sends a POST without a body with a length of 0, or none, over its stream handler in HTTP/1.0 as well."""
    host, port = address.split(":")
    for version, length in [("1.1", "Content-Length: 0\r\n"), ("1.1", ""), ("1.0", "Content-Length: 0\r\n")]:
        head = f"POST {RISK} HTTP/{version}\r\nHost: {address}\r\nUser-Agent: GuzzleHttp/7\r\n"
        head += f"Authorization: Bearer {token}\r\n{length}Connection: close\r\n\r\n"
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(head.encode())
            answer = b""
            while part := connection.recv(65_536):
                answer += part
        head, body = answer.split(b"\r\n\r\n", 1)
        assert b" 200 " in head.splitlines()[0], head
        assert json.loads(body) == expected


def with_schemathesis(base, token, *options):
    """All that the description promises, and nothing else, whoever asks."""
    tool = Path(sys.executable).with_name("schemathesis")
    call = [tool, *options, "run", base + "/openapi.json", "--checks", "all", "--no-color"]
    call += ["--header", f"Authorization: Bearer {token}", "--max-examples", "30", "--seed", "1"]
    done = subprocess.run([str(part) for part in call], cwd=tempfile.gettempdir(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(DEMO, folder / "exports" / "demo")
        token = program("token", "add", "demo", "--db", folder / "history.db").strip()
        admin = program("token", "add", "--admin", "--db", folder / "history.db").strip()
        log = folder / "log"
        with server(folder, log) as address:
            base = f"http://{address}"
            scored = program("score", folder / "exports" / "demo", "--as-of", "now")
            expected = {**json.loads(scored), "channel": token}
            # First, so that the first POST of the day is one of these.
            with_requests(base, token, expected)
            with_curl(base, token, expected)
            with_axios(base, token, expected)
            as_guzzle(address, token, expected)
            for bearer in [token, admin]:
                # Of channels that there are not, and of the one that there is.
                with_schemathesis(base, bearer)
                with_schemathesis(base, bearer, "--config-file", HERE / "schemathesis.toml")
        written = log.read_text()
        assert token not in written and admin not in written, "a token was logged"
        assert all(token.encode() not in file.read_bytes() for file in folder.glob("history.db*"))
    print("curl, requests, axios, Guzzle's POST and schemathesis get what they are promised")


main()
