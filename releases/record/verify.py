#!/usr/bin/env python3
"""Verify the record of published versions: plain Python 3.10 or later, nothing to install.

    python3 verify.py 2026-11-23.json 2026-11-24.json 5f1c….json

Give it daily manifests that you have downloaded, now or at any earlier time, and documents of
single versions. It says what holds and what does not, and ends with exit code 0 or 1 (2 where a
file can't be read). It asks nobody: compare what was published with what you kept.

The rules, which the site itself follows with this very code:

* A version's hash is the SHA-256 of its document, byte for byte. The manifest says at which address
  a document is, for as long as its release is not withdrawn.
* Versions are numbered from 1 in the order of the moments at which they entered the record,
  versions of one moment in the order of their hashes.
* Each is chained to the one before: SHA-256 of three lines, each ended by a line feed: the link
  before (64 zeros for the first), the hash, the moment as the manifest writes it.
* A manifest lists one day, in London time, and names the link at which it began and ended.
"""

import hashlib
import itertools
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NO_LINK = "0" * 64


def link(before: str, sha256: str, entered_at: str) -> str:
    """The next link of the chain."""
    return hashlib.sha256(f"{before}\n{sha256}\n{entered_at}\n".encode()).hexdigest()


def faults_of(manifest: dict[str, Any]) -> list[str]:
    """Sentences on what does not hold within one day's manifest."""
    day, before, after = manifest["day"], manifest["before"], manifest["after"]
    number, head, last = before["number"], before["head"], ("", "")
    faults = []
    for entry in manifest["entries"]:
        number += 1
        head = link(head, entry["sha256"], entry["entered_at"])
        place = (entry["entered_at"], entry["sha256"])
        if entry["number"] != number:
            faults.append(f"{day}: number {entry['number']} stands where {number} should.")
        if entry["link"] != head:
            faults.append(f"{day}: the chain is broken at number {number}.")
            head = entry["link"]
        if place <= last:
            faults.append(f"{day}: number {number} is out of order.")
        last = place
    if (after["number"], after["head"]) != (number, head):
        faults.append(f"{day}: its last link is not the one that it says.")
    return faults


def faults_between(one: dict[str, Any], two: dict[str, Any]) -> list[str]:
    """Sentences on what does not hold between two manifests, the older day or copy first."""
    if one["day"] == two["day"]:
        if not one["final"]:
            return []
        same = (one["before"], one["after"]) == (two["before"], two["after"])
        return [] if same else [f"{one['day']}: two copies of a finished day differ."]
    if one["final"] and one["after"]["number"] > two["before"]["number"]:
        return [f"{two['day']} begins before {one['day']} ended: versions are missing."]
    if one["after"]["number"] == two["before"]["number"] and (
        one["after"]["head"] != two["before"]["head"]
    ):
        return [f"{two['day']} does not go on where {one['day']} ended."]
    return []


def verified(files: Iterable[tuple[str, bytes]]) -> tuple[list[str], list[str]]:
    """What holds and what does not, of named files. Raises ValueError where one is neither."""
    manifests: list[dict[str, Any]] = []
    documents: list[tuple[str, str]] = []
    for name, data in files:
        try:
            content = json.loads(data)
        except ValueError:
            raise ValueError(f"{name} is not JSON.") from None
        if isinstance(content, dict) and {"day", "entries", "before", "after"} <= set(content):
            manifests.append(content)
        else:
            documents.append((name, hashlib.sha256(data).hexdigest()))
    manifests.sort(key=lambda m: (m["day"], m["after"]["number"]))
    listed = {e["sha256"]: e for m in manifests for e in m["entries"]}
    holds, faults = [], []
    for manifest in manifests:
        found = faults_of(manifest)
        faults += found
        if not found:
            count, head = len(manifest["entries"]), manifest["after"]["head"]
            state = "" if manifest["final"] else ", not final yet"
            holds.append(f"{manifest['day']}: {count} entered, link {head}{state}.")
    for one, two in itertools.pairwise(manifests):
        faults += faults_between(one, two)
    for name, sha256 in documents:
        if sha256 in listed:
            number, since = listed[sha256]["number"], listed[sha256]["entered_at"]
            holds.append(f"{name}: number {number}, on record since {since}.")
        else:
            faults.append(f"{name}: its hash {sha256} is in none of the manifests given.")
    return holds, faults


def main(names: list[str]) -> int:
    if not names:
        sys.stderr.write("Name the files to verify: manifests (2026-11-24.json) and documents.\n")
        return 2
    try:
        holds, faults = verified((name, Path(name).read_bytes()) for name in names)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"It can't be read: {error}\n")
        return 2
    for sentence in holds:
        sys.stdout.write(f"holds: {sentence}\n")
    for sentence in faults:
        sys.stdout.write(f"DOES NOT HOLD: {sentence}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
