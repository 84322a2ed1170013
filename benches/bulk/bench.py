#!/usr/bin/env python3
"""What bulk evaluation promises, measured: `python3 benches/bulk/bench.py` prints Markdown tables.

Needs Python 3, cargo, and a folder with a generator of users (gen.py), a mapping (schema.json) and the same
mapping written by hand in Rust (yardstick). Everything it makes goes to target/bench. CPU time is user + sys
of the process that works; two commands are compared in turn, pair by pair; results go to /dev/null."""

import argparse
import collections
import csv
import filecmp
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import venv

import data

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "target" / "bench"
DUCK = pathlib.Path(__file__).resolve().parent / "duck.py"
# Letters that the yardstick folds by rules of its own.
OTHER_RULES = "øØđĐðÐþÞœŒ"

Run = collections.namedtuple("Run", "cpu wall")


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, out=os.devnull):
    """CPU seconds and seconds of a process. It may end with 1, as where attributes failed."""
    with open(out, "wb") as results:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=results, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}: {said.decode(errors='replace')}")
    return Run(used.ru_utime + used.ru_stime, wall)


def peak(command):
    """Peak MiB of a process. Where the system tells it while the process runs, that is taken: what it tells
    afterwards counts the memory of this script."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    status = pathlib.Path(f"/proc/{process.pid}/status")
    most = 0
    while process.returncode is None:
        if status.exists():
            found = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")]
            most = max([most, *map(int, found)])
        pid, ended, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(ended)
        time.sleep(0.005)
    return (most or used.ru_maxrss) / 1024


def table(title, head, rows):
    print(f"\n### {title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + "|".join(" --- " if at == 0 else " ---: " for at in range(len(head))) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


class Bench:
    def __init__(self, args):
        self.args = args
        self.users = HERE / f"users-{args.users}.ndjson"
        self.schema = args.bench / "schema.json"

    # What is run.

    def ours(self, users=None, schema=None, threads=1):
        return [self.args.attrflow, "eval", "--schema", schema or self.schema, "--users", users or self.users,
                "--threads", str(threads)]

    def hand(self, how, users=None, threads=1):
        return [self.args.yardstick, how, "-t", str(threads), users or self.users]

    def duck(self):
        python = HERE / "venv" / "bin" / "python"
        done = subprocess.run([python, DUCK, self.users, os.devnull], check=True, capture_output=True, text=True)
        return float(done.stdout)

    # What there must be.

    def prepare(self):
        HERE.mkdir(parents=True, exist_ok=True)
        if self.args.attrflow is None:
            subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
            self.args.attrflow = ROOT / "target" / "release" / "attrflow"
        if self.args.yardstick is None:
            copy = HERE / "yardstick"
            if not copy.exists():
                shutil.copytree(self.args.bench / "yardstick", copy, copy_function=shutil.copyfile)
                for folder in [copy, *copy.rglob("*/")]:
                    folder.chmod(0o755)
            subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=copy, check=True)
            self.args.yardstick = copy / "target" / "release" / "hand"
        self.generated(self.args.users)

    def generated(self, count):
        users = HERE / f"users-{count}.ndjson"
        if not users.exists():
            say(f"generating {count:,} users")
            subprocess.run([sys.executable, self.args.bench / "gen.py", str(count), users, "42"], check=True)
        return users

    def made(self, name, make):
        path = HERE / name
        if not path.exists():
            say(f"writing {name}")
            make(path)
        return path

    def schema_of(self, name, change):
        path = HERE / name
        path.write_text(json.dumps(change(json.loads(self.schema.read_text("utf-8")))), "utf-8")
        return path

    # What is measured.

    def pairs(self, one, other):
        """The median CPU seconds of two commands, and the median, least and largest of the ratios of pairs."""
        measure = lambda what: what() if callable(what) else run(what).cpu
        measure(one), measure(other)
        times = [(measure(one), measure(other)) for _ in range(self.args.pairs)]
        ratios = [a / b for a, b in times]
        return (statistics.median(a for a, _ in times), statistics.median(b for _, b in times),
                statistics.median(ratios), min(ratios), max(ratios))

    def micros(self, seconds):
        return f"{seconds / self.args.users * 1e6:.2f}"

    def equality(self):
        ours, hand, duck = HERE / "ours.ndjson", HERE / "hand.ndjson", HERE / "duckdb.ndjson"
        run(self.ours(), ours)
        run(self.hand("sonic"), hand)
        letters, unexplained, users = collections.Counter(), 0, 0
        with open(self.users, encoding="utf-8") as given, open(ours, "rb") as mine, open(hand, "rb") as theirs:
            for user, a, b in zip(given, mine, theirs, strict=True):
                users += 1
                a, b = json.loads(a), json.loads(b)
                if a == b:
                    continue
                user = json.loads(user)
                why = "".join(sorted(set(user["givenName"] + user["surname"]) & set(OTHER_RULES)))
                for name in a.keys() | b.keys():
                    if a.get(name) != b.get(name):
                        known = why and name in ("userName", "sortName", "alias")
                        letters[why if known else "anything else"] += 1
                        unexplained += not known
        rows = [(f"`{why}`" if why != "anything else" else why, count) for why, count in sorted(letters.items())]
        rows.append(("all values", f"{sum(letters.values())} of {users * 21:,}"))
        if not self.args.no_duckdb:
            python = HERE / "venv" / "bin" / "python"
            subprocess.run([python, DUCK, self.users, duck], check=True, capture_output=True)
            with open(ours, "rb") as mine, open(duck, "rb") as theirs:
                differ = sum(json.loads(a) != json.loads(b) for a, b in zip(mine, theirs, strict=True))
            rows.append(("users that DuckDB maps otherwise", differ))
        table(f"Values that differ from `hand sonic`, {users:,} users, by letters of the name", ("letters", "values"), rows)
        return unexplained == 0

    def speed(self):
        others = [("hand sonic", self.hand("sonic")), ("hand max", self.hand("max"))]
        if not self.args.no_duckdb:
            others.append(("DuckDB", self.duck))
        rows = []
        for name, command in others:
            ours, other, ratio, least, most = self.pairs(self.ours(), command)
            rows.append((name, self.micros(ours), self.micros(other), f"**{ratio:.2f}**", f"{least:.2f}–{most:.2f}"))
        table(f"CPU time, one thread, {self.args.users:,} users, {self.args.pairs} pairs",
              ("against", "attrflow µs a user", "other µs a user", "ratio", "least–most"), rows)

    def stages(self):
        """By leaving work out: what is left when only the key is read, when values only pass through."""
        nobody = self.made("nobody.ndjson", lambda path: path.write_text(""))
        key = self.schema_of("key.json", lambda schema: data.direct(schema, False))
        through = self.schema_of("through.json", lambda schema: data.direct(schema, True))
        times = [self.best(command) for command in
                 (self.ours(nobody), self.ours(schema=key), self.ours(schema=through), self.ours())]
        whole = times[-1]
        names = ["start", "read the file, find the lines, pass over their members",
                 "take in the values that the mapping reads, and write as many",
                 "evaluate 20 expressions and the filter"]
        rows = [(name, self.micros(time - before), f"{(time - before) / whole:.0%}")
                for name, time, before in zip(names, times, [0, *times])]
        table(f"Where the time goes, {self.args.users:,} users", ("stage", "µs a user", "share"), rows)

    def threads(self):
        rows = []
        for name, command in [("attrflow", self.ours), ("hand sonic", lambda threads: self.hand("sonic", threads=threads))]:
            both = [(run(command(threads=1)), run(command(threads=2))) for _ in range(self.args.pairs)]
            faster = [one.wall / two.wall for one, two in both]
            more = statistics.median(two.cpu / one.cpu for one, two in both)
            rows.append((name, f"**{statistics.median(faster):.2f}**", f"{min(faster):.2f}–{max(faster):.2f}", f"{more:.2f}"))
        table(f"Two threads against one, {self.args.users:,} users; only a machine at rest shows the first figures",
              ("", "times as fast by the clock", "least–most", "CPU time, times as much"), rows)

    def memory(self):
        rows = []
        for count in sorted({self.args.users, self.args.large}):
            users = self.generated(count)
            rows.append((f"{count:,}", *(f"{peak(self.ours(users, threads=threads)):.0f}" for threads in (1, 2))))
        table("Peak memory, MiB", ("users", "one thread", "two threads"), rows)

    def best(self, command):
        return statistics.median(run(command).cpu for _ in range(self.args.pairs))

    def curves(self):
        nobody = self.made("nobody.ndjson", lambda path: path.write_text(""))
        start = self.best(self.ours(nobody))
        rows = []
        for count in [1000, 10_000, 100_000, 1_000_000]:
            if count <= self.args.large:
                cpu = self.best(self.ours(self.generated(count)))
                rows.append((f"{count:,}", f"{cpu * 1e3:,.1f}", f"{(cpu - start) / count * 1e6:.2f}"))
        table(f"Number of users (start, {start * 1e3:.1f} ms, is not counted in the last column)",
              ("users", "CPU ms", "µs a user"), rows)
        rows = []
        for count in [20, 40, 80, 120, 160, 200]:
            schema = self.schema_of(f"mappings-{count}.json", lambda read: data.repeated_mappings(read, count))
            none = self.best(self.ours(nobody, schema))
            cpu = (self.best(self.ours(schema=schema)) - none) / self.args.users * 1e6
            rows.append((count, f"{none * 1e3:.1f}", f"{cpu:.2f}", f"{cpu / count * 1e3:.0f}"))
        table(f"Number of mappings, {self.args.users:,} users",
              ("mappings", "start ms", "µs a user", "ns a user and mapping"), rows)
        rows = []
        base = None
        for count in [29, 60, 100, 200, 300]:
            write = data.wide(count)
            users = self.made(f"attributes-{count}-{self.args.users}.ndjson", lambda path: data.lines(self.users, path, write))
            size = users.stat().st_size / self.args.users
            cpu = (self.best(self.ours(users)) - start) / self.args.users * 1e6
            base = base or (size, cpu)
            more = f"{(cpu - base[1]) / (size - base[0]) * 1e3:.2f}" if size > base[0] else ""
            rows.append((count, f"{size:,.0f}", f"{cpu:.2f}", more))
        table(f"Attributes a user, of which the mapping reads 20, {self.args.users:,} users",
              ("attributes", "bytes a user", "µs a user", "ns for each byte more"), rows)

    def robustness(self):
        file = lambda name, write: self.made(f"{name}-{self.args.users}.ndjson", lambda path: data.lines(self.users, path, write))
        text = lambda name, quoting: self.made(f"{name}-{self.args.users}.csv", lambda path: data.table(self.users, path, quoting))
        scim = self.schema_of("scim.json", data.nested_names)
        variants = [
            ("keys in random order", file("shuffled", data.shuffled), None, True),
            ("letters beyond ASCII and slashes as escapes", file("escapes", data.escapes), None, True),
            ("every letter of every text as `\\u`", file("all-escaped", data.all_escaped), None, True),
            ("nested as in SCIM", file("nested", data.nested), scim, False),
            ("CSV", text("minimal", csv.QUOTE_MINIMAL), None, False),
            ("CSV, all cells in quotes", text("quoted", csv.QUOTE_ALL), None, False),
        ]
        plain = HERE / "ours.ndjson"
        run(self.ours(), plain)
        rows = []
        for name, users, schema, yardstick in variants:
            ours = self.ours(users, schema)
            out = HERE / "variant.ndjson"
            run(ours, out)
            same = "same" if filecmp.cmp(out, plain, shallow=False) else "**differ**"
            cpu, _, ratio, least, most = self.pairs(ours, self.ours())
            against = f"{self.pairs(ours, self.hand('sonic', users))[2]:.2f}" if yardstick else ""
            size = users.stat().st_size / self.args.users
            rows.append((name, f"{size:,.0f}", self.micros(cpu), f"**{ratio:.2f}**", f"{least:.2f}–{most:.2f}", against, same))
        table(f"The same {self.args.users:,} users written otherwise",
              ("", "bytes a user", "µs a user", "to plain", "least–most", "to hand sonic on the same", "results"), rows)

    def install_duckdb(self):
        if not (HERE / "venv").exists():
            venv.create(HERE / "venv", with_pip=True)
            subprocess.run([HERE / "venv" / "bin" / "pip", "install", "--quiet", "duckdb"], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = ["equality", "speed", "stages", "threads", "memory", "curves", "robustness"]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure; without it everything: {', '.join(parts)}")
    parser.add_argument("--bench", type=pathlib.Path, default=ROOT.parent / "shared" / "bench",
                        help="the folder with gen.py, schema.json and yardstick (../shared/bench)")
    parser.add_argument("--attrflow", type=pathlib.Path, help="the command; without it a release build is made")
    parser.add_argument("--yardstick", type=pathlib.Path, help="`hand`, built; without it, it is built under target/bench")
    parser.add_argument("--pairs", type=int, default=7, help="runs of each side (7)")
    parser.add_argument("--users", type=int, default=100_000, help="users of most figures (100000)")
    parser.add_argument("--large", type=int, default=1_000_000, help="users for memory and the longest curve (1000000)")
    parser.add_argument("--no-duckdb", action="store_true", help="without DuckDB, which is installed under target/bench")
    args = parser.parse_args()
    unknown = set(args.parts) - set(parts)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if not (args.bench / "gen.py").exists():
        print(f"{args.bench} has no gen.py: there is nothing to measure with; name the folder with --bench")
        return
    bench = Bench(args)
    bench.prepare()
    if not args.no_duckdb:
        bench.install_duckdb()
    for part in args.parts or parts:
        say(part)
        if getattr(bench, part)() is False:
            raise SystemExit("values differ that no letter explains")


if __name__ == "__main__":
    main()
