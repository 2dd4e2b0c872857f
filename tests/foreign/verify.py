#!/usr/bin/env python3
"""Independent verifier of Shouwen logs: Python 3 standard library only, written from docs/record-format.md.

usage: verify.py [--checkpoint FILE] LOG...

Prints one line of JSON for each log and exits with 1 if any of them has a problem. It shares no code with the Rust
verifier, and it blames the record at which a fault is noticed, without asking which neighbour was changed.
"""
import base64
import datetime
import hashlib
import json
import re
import sys

MAX_LINE = 32 * 1024 * 1024
MAX_RECORD = 16 * 1024 * 1024
MAX_DEPTH = 100
MAX_LOG_ID = 128
SAFE = 2**53 - 1
AHEAD = datetime.timedelta(milliseconds=300_000)
MEMBERS = set("abcdeflmnpqrvy")
ALWAYS = set("abcefmnqrv")
INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})\+08:00", re.A)
NAME = re.compile(r"[!#-\[\]-~]*", re.A)


class Bad(Exception):
    """Bytes that are not what they should be."""


def need(condition, why):
    if not condition:
        raise Bad(why)


# --- canonical bytes -------------------------------------------------------------------------------------------------


def pairs(items):
    members = dict(items)
    need(len(members) == len(items), "a member twice")
    return members


def refuse(text):
    raise Bad("number " + text)


def measure(value, depth):
    """Bounds that Python's own reader does not know."""
    need(depth <= MAX_DEPTH, "too deep")
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        need(-SAFE <= value <= SAFE, "integer too large")
    elif isinstance(value, list):
        for element in value:
            measure(element, depth + 1 if isinstance(element, (list, dict)) else depth)
    elif isinstance(value, dict):
        for name, element in value.items():
            need(NAME.fullmatch(name), "name of a member")
            measure(element, depth + 1 if isinstance(element, (list, dict)) else depth)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def parse(line):
    """The value of a canonical line."""
    try:
        text = line.decode("utf-8")
        value = json.loads(text, object_pairs_hook=pairs, parse_float=refuse, parse_constant=refuse)
        measure(value, 1)
        need(canonical(value) == line, "not canonical")
    except (ValueError, RecursionError) as error:
        raise Bad(str(error)) from error
    return value


# --- texts and hashes ------------------------------------------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def tagged(tag, data):
    return sha256(tag.encode("ascii"), b"\0", data)


def to_text(raw):
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def raw_of(text, size):
    need(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text, re.A), "base64url")
    need(len(text) == (size * 4 + 2) // 3, "length of a hash or id")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(len(raw) == size and to_text(raw) == text, "unused bits")
    return raw


def instant(text):
    need(isinstance(text, str), "instant")
    found = INSTANT.fullmatch(text)
    need(found, "instant")
    year, month, day, hour, minute, second, millis = map(int, found.groups())
    need(1900 <= year <= 2200, "year")
    try:
        return datetime.datetime(year, month, day, hour, minute, second, millis * 1000)
    except ValueError as error:
        raise Bad(str(error)) from error


def whole(value, most=SAFE):
    need(isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most, "natural number")
    return value


def text(value):
    need(isinstance(value, str), "text")
    return value


def members(value, always, may=()):
    need(isinstance(value, dict), "object")
    need(set(always) <= set(value) <= set(always) | set(may), "members")
    return value


# --- tree ------------------------------------------------------------------------------------------------------------


class Tree:
    """RFC 9162 tree as a stack of (size, hash) of complete subtrees."""

    def __init__(self):
        self.size = 0
        self.peaks = []

    def append(self, leaf):
        self.size += 1
        self.peaks.append((1, leaf))
        while len(self.peaks) > 1 and self.peaks[-1][0] == self.peaks[-2][0]:
            size, right = self.peaks.pop()
            _, left = self.peaks.pop()
            self.peaks.append((2 * size, sha256(b"\1", left, right)))

    def root(self):
        if not self.peaks:
            return sha256()
        result = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            result = sha256(b"\1", left, result)
        return result


# --- records ---------------------------------------------------------------------------------------------------------


def check_types(record):
    need(isinstance(record, dict) and ALWAYS <= set(record) <= MEMBERS, "members of a record")
    actor = members(record["a"], "i", "ko")
    if not isinstance(actor["i"], str):
        raw_of(members(actor["i"], "h")["h"], 32)
    for key in "ko":
        if key in actor:
            text(actor[key])
    raw_of(record["c"], 16)
    for key in "dpy":
        if key in record:
            raw_of(record[key], 32)
    if "l" in record:
        text(record["l"])
    for key in "mv":
        whole(record[key], 2**32 - 1)
    whole(record["n"])
    instant(record["b"])
    instant(record["r"])


def published(command):
    need(isinstance(command, dict), "command")
    for key in "tk":
        need(isinstance(command.get(key), str) and command[key], "act and key")
    found = members(command.get("pub", {}), "", "dy")
    for hashes in found.values():
        need(isinstance(hashes, list) and hashes, "published hashes")
        for one in hashes:
            raw_of(one, 32)
    return found


def digests(value):
    if isinstance(value, list):
        for element in value:
            yield from digests(element)
    elif isinstance(value, dict):
        if set(value) == {"h"}:
            try:
                raw_of(value["h"], 32)
                yield value["h"]
                return
            except Bad:
                return
        for element in value.values():
            yield from digests(element)


class Verifier:
    def __init__(self, checkpoint=None):
        self.checkpoint = checkpoint
        self.problems = []
        self.log = None
        self.tree = Tree()
        self.records = 0
        self.cases = {}
        self.known = {"d": set(), "y": set()}
        self.current = None
        self.trailer = None
        self.anchored = False
        self.times = []
        self.digests = 0
        self.opened = 0
        self.meet(0)

    def problem(self, code, line):
        self.problems.append([code, line])

    def meet(self, line):
        if self.checkpoint and self.checkpoint[0] == self.tree.size:
            self.anchored = self.checkpoint[1] == to_text(self.tree.root())
            if not self.anchored:
                self.problem("CHECKPOINT_INCONSISTENT", line)

    def line(self, number, line):
        if not line.endswith(b"\n"):
            self.problem("LINE_CUT", number)
        line = line.removesuffix(b"\n")
        try:
            need(len(line) <= MAX_LINE, "line too long")
            value = parse(line)
            need(isinstance(value, dict), "no object")
        except Bad:
            self.problem("NOT_CANONICAL", number)
            if number == 1:
                self.problem("HEADER_BAD", number)
            return
        if (number == 1) != ("format" in value):
            self.problem("HEADER_BAD", number)
        try:
            if "format" in value:
                self.header(number, value)
            elif "a" in value:
                self.record(number, line, value)
            elif "o" in value:
                self.opening(number, value)
            else:
                self.end(number, value)
        except Bad:
            self.problem("NOT_CANONICAL", number)

    def header(self, number, value):
        members(value, ["format", "log", "v"])
        whole(value["v"], 2**32 - 1)
        if number == 1:
            self.log = text(value["log"])
            sized = 1 <= len(self.log.encode("utf-8")) <= MAX_LOG_ID
            if value["format"] != "shouwen-log" or value["v"] != 0 or not sized:
                self.problem("HEADER_BAD", number)

    def record(self, number, line, record):
        need(len(line) <= MAX_RECORD, "record too long")
        check_types(record)
        leaf = sha256(b"\0", line)
        self.records += 1
        self.times.append(record["r"])
        if self.trailer is None:
            self.tree.append(leaf)
            self.meet(number)
        self.envelope(number, record)
        self.chain(number, record, to_text(leaf))
        found = set(digests(record))
        self.digests += len(found)
        self.current = (record["c"], record["n"], {digest: False for digest in found})

    def envelope(self, number, record):
        if record["v"] != 0:
            self.problem("UNKNOWN_FORMAT", number)
        if record["m"] != 0:
            self.problem("UNKNOWN_SEMANTICS", number)
        if instant(record["b"]) - instant(record["r"]) > AHEAD:
            self.problem("BUSINESS_AHEAD", number)
        first = record["n"] == 1
        if first and not {"l", "d", "y"} <= set(record) or ("l" in record) != first or ("p" in record) == first:
            self.problem("FIRST_RECORD", number)
        if record.get("l", self.log) != self.log:
            self.problem("WRONG_LOG", number)
        try:
            for key, hashes in published(record["q"]).items():
                self.known[key].update(hashes)
        except Bad:
            self.problem("COMMAND_SHAPE", number)
        for key, code in (("d", "UNDECLARED_DEFINITION"), ("y", "UNDECLARED_CALENDAR")):
            if key in record and record[key] not in self.known[key]:
                self.problem(code, number)

    def chain(self, number, record, leaf):
        case = self.cases.setdefault(record["c"], {"n": 0, "leaf": None, "r": None, "seen": set(), "d": None, "y": None})
        if record["n"] in case["seen"]:
            self.problem("DUPLICATE", number)
            return
        case["seen"].add(record["n"])
        if record["n"] < case["n"]:
            self.problem("ORDER", number)
            return
        if record["n"] > case["n"] + 1:
            self.problem("SEQ_GAP", number)
        elif record.get("p") != case["leaf"]:
            self.problem("LINK_BROKEN", number)
        if case["r"] is not None and instant(record["r"]) < case["r"]:
            self.problem("CLOCK_REGRESSION", number)
        for key in "dy":
            if record["n"] > 1 and key in record and record[key] == case[key]:
                self.problem("HASH_REPEATED", number)
            case[key] = record.get(key, case[key])
        case["n"], case["leaf"], case["r"] = record["n"], leaf, instant(record["r"])

    def opening(self, number, value):
        opening = members(members(value, "o")["o"], "chnsx")
        raw_of(opening["c"], 16)
        raw_of(opening["h"], 32)
        raw_of(opening["s"], 16)
        whole(opening["n"])
        digest = to_text(tagged("shouwen/opening/0", canonical([opening["s"], opening["x"]])))
        if digest != opening["h"]:
            self.problem("OPENING_MISMATCH", number)
        elif self.current is None or self.current[:2] != (opening["c"], opening["n"]) or digest not in self.current[2]:
            self.problem("OPENING_ORPHAN", number)
        elif self.current[2][digest]:
            self.problem("DUPLICATE", number)
        else:
            self.current[2][digest] = True
            self.opened += 1

    def end(self, number, value):
        members(value, ["root", "size"])
        raw_of(value["root"], 32)
        whole(value["size"])
        if self.trailer is not None:
            self.problem("TRAILER_REPEATED", number)
            return
        self.trailer = value
        self.current = None
        if value["size"] != self.tree.size:
            self.problem("SIZE_SHORT" if value["size"] > self.tree.size else "SIZE_LONG", number)
        elif value["root"] != to_text(self.tree.root()):
            self.problem("ROOT_MISMATCH", number)

    def window(self, first):
        if first >= self.records:
            return None
        return {"first": first, "last": self.records - 1, "from": self.times[first], "to": self.times[-1]}

    def report(self, lines):
        if lines == 0:
            self.problem("HEADER_BAD", 0)
        if self.trailer is None:
            self.problem("TRAILER_MISSING", lines)
        if self.checkpoint and self.checkpoint[0] > self.tree.size:
            self.problem("SIZE_REGRESSION", lines)
        return {
            "ok": not self.problems,
            "log": self.log,
            "records": self.records,
            "cases": len(self.cases),
            "size": self.tree.size,
            "root": to_text(self.tree.root()),
            "digests": self.digests,
            "opened": self.opened,
            "unsealed": self.window(self.tree.size if self.trailer else 0),
            "unanchored": self.window(self.checkpoint[0] if self.anchored else 0),
            "problems": self.problems,
        }


def verify(path, checkpoint=None):
    verifier = Verifier(checkpoint)
    number = 0
    with open(path, "rb") as file:
        while line := file.readline(MAX_LINE + 2):
            number += 1
            verifier.line(number, line)
    return verifier.report(number)


def read_checkpoint(path):
    with open(path, encoding="ascii") as file:
        size, root = file.read().splitlines()
    raw_of(root, 32)
    return int(size), root


def main(arguments):
    checkpoint = None
    if arguments[:1] == ["--checkpoint"]:
        checkpoint = read_checkpoint(arguments[1])
        arguments = arguments[2:]
    if not arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    ok = True
    for path in arguments:
        report = verify(path, checkpoint)
        ok = ok and report["ok"]
        print(json.dumps(report))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
