"""Gets everything that is needed: the programs that are compared, and the inputs."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Tools:
    """Where the programs are."""

    here: Path
    engine: Path
    generate: Path
    limits: Path
    python: Path
    node: str | None


def tools(project, here, engine):
    """Builds and installs what is missing. Nothing is installed outside the git-ignored folders beside this file."""
    build = ["cargo", "build", "--release", "--locked", "-p", "meter-bench", "--bins"]
    if engine == project / "target/release/safety-meter":
        # Built together, both use the same build of what they share.
        build += ["-p", "safety-meter"]
    else:
        build += ["--no-default-features"]
    subprocess.run(build, cwd=project, check=True, stdout=sys.stderr)
    release = project / "target/release"
    return Tools(here, engine, release / "generate", release / "limits", environment(here), javascript(here))


def environment(here):
    """A virtual environment with the pinned packages, made anew when the pins change."""
    folder, pins = here / ".environment", here / "requirements.txt"
    python, stamp = folder / "bin/python", folder / "pins.txt"
    if not stamp.exists() or stamp.read_text() != pins.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", pins], check=True, stdout=sys.stderr)
        stamp.write_text(pins.read_text())
    return python


def javascript(here):
    """The runtime with the pinned parser, or nothing where there is none: then its rows are left out."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        print("prepare.py: no node and npm, so the JavaScript parser is left out", file=sys.stderr)
        return None
    if not (here / "node_modules/whatsapp-chat-parser").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=here, check=True, stdout=sys.stderr)
    return node


def inputs(tools, case, root):
    """Generates the files of a case, unless an earlier run has; returns their folder."""
    folder = root / case.name
    if not folder.exists():
        unfinished = root / f"{case.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for arguments, out in case.generate:
            subprocess.run([tools.generate, *arguments, "--out", unfinished / out], check=True)
        unfinished.rename(folder)
    return folder
