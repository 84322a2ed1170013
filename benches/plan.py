#!/usr/bin/env python3
"""Plans a large population against an embedded directory of as many accounts.

    cargo build --release
    python3 benches/plan.py --users 1000000

Makes (or finds again) a folder with users, a schema, a job, a filled directory and links; runs `attrflow plan` and prints
wall time and peak memory of that process alone. What must come of each user is known from how it was made, so every count
is compared; a sample of users is provisioned dry, one by one, and compared as well. Python 3, nothing to install.
"""
import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path

GIVEN = "Ada Björn Chloé Dario Eve Fatima Günther Hana Inês João Kim Łukasz Mary Noah Omar Priya Renée Søren Zoë 太郎".split()
SURNAMES = "Brown Dvořák García Hill Jensen Kovačević Müller Nguyễn O'Neill Patel Smith Tanaka Weiß Wiśniewski Young 山田".split()
DEPARTMENTS = "Engineering Sales Marketing Finance Legal Support".split()
TITLES = ["Engineer", "Manager", "VP, \"Growth\"", "Analyst", "Chargé d'affaires"]
COUNTRIES = {"US": "AMER", "CA": "AMER", "DE": "EMEA", "FR": "EMEA", "JP": "APAC", "ZA": "OTHER"}
LEFT = "Alumni"

FLOWS = [
    ("userName", 'Join("@", ToLower([mailNickname],), "contoso.com")', 1),
    ("externalId", "[objectId]", 2),
    ("active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', 0),
    ("displayName", 'Join(" ", [givenName], [surname])', 0),
    ("givenName", "[givenName]", 0),
    ("familyName", "[surname]", 0),
    ("title", "[jobTitle]", 0),
    ("department", "[department]", 0),
    ("mail", 'Replace([mail], , "@fabrikam\\\\.com$", , "@contoso.com", , )', 0),
    ("region", 'Switch([country], "OTHER", "US", "AMER", "CA", "AMER", "DE", "EMEA", "FR", "EMEA", "JP", "APAC")', 0),
    ("employeeNumber", "[employeeId]", 0),
]


def schema():
    def attribute(name, **more):
        return {"name": name, "type": more.pop("type", "String"), "caseExact": True, **more}

    source = ["userPrincipalName", "mailNickname", "givenName", "surname", "jobTitle", "department", "mail", "country", "employeeId"]
    target = [name for name, _, _ in FLOWS if name not in ("userName", "active")]
    mapping = {
        "enabled": True, "name": "Users", "sourceObjectName": "User", "targetObjectName": "Account",
        "flowTypes": "Add, Update, Delete",
        "attributeMappings": [
            {"targetAttributeName": name, "matchingPriority": matching, "source": {"expression": expression}}
            for name, expression, matching in FLOWS
        ],
        "scope": {"groups": [{"name": "Staff", "clauses": [{
            "operatorName": "NOT EQUALS", "sourceOperandName": "department", "targetOperand": {"values": [LEFT]}}]}]},
    }
    return {
        "synchronizationRules": [{
            "id": "r", "name": "Users", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [mapping]}],
        "directories": [
            {"name": "Entra", "objects": [{"name": "User", "attributes": [
                attribute("objectId", anchor=True), attribute("IsSoftDeleted", type="Boolean"),
                attribute("accountEnabled", type="Boolean"), *map(attribute, source)]}]},
            {"name": "Desk", "objects": [{"name": "Account", "attributes": [
                attribute("id", anchor=True), attribute("userName", required=True) | {"caseExact": False},
                attribute("active", type="Boolean"), *map(attribute, target)]}]},
        ],
    }


def job(folder, users):
    return f"""schema = "schema.json"
kind = "app"

[source]
file = "{users}"

[scope]
sync = "all"

[thresholds]
deletes = 100000000
"""


def user(chance, number, nickname):
    given, surname = chance.choice(GIVEN), chance.choice(SURNAMES)
    return {
        "objectId": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "userPrincipalName": f"user{number}@contoso.com", "mailNickname": nickname, "givenName": given, "surname": surname,
        "jobTitle": chance.choice(TITLES), "department": chance.choice(DEPARTMENTS),
        "mail": f"{nickname}@{chance.choice(['contoso.com', 'fabrikam.com'])}", "country": chance.choice(list(COUNTRIES)),
        "employeeId": str(100000 + number), "accountEnabled": True,
    }


def account(user):
    """What the mapping makes of a user, written down a second time."""
    return {
        "userName": user["mailNickname"].lower() + "@contoso.com", "externalId": user["objectId"], "active": True,
        "displayName": f"{user['givenName']} {user['surname']}", "givenName": user["givenName"], "familyName": user["surname"],
        "title": user["jobTitle"], "department": user["department"], "mail": user["mail"].replace("@fabrikam.com", "@contoso.com"),
        "region": COUNTRIES[user["country"]], "employeeNumber": user["employeeId"],
    }


def fate(number):
    """What must become of a user, by its number."""
    place = number % 100
    if place < 85:
        return "unchanged"
    if place < 93:
        return "update"
    if place < 95:
        return "create"
    if place < 97:
        return "disable"
    if place == 97:
        return "delete"
    if place == 98:
        return "linked"  # an account that agrees, but no link yet
    return "fail" if number % 1000 == 999 else "skip"


def make(folder, count, attrflow):
    """The folder's files; the directory and the links are begun by attrflow itself, so that their layout is its own."""
    chance = random.Random(42)
    (folder / "schema.json").write_text(json.dumps(schema(), indent=1))
    seed = user(chance, 0, "seed")
    (folder / "seed.ndjson").write_text(json.dumps(seed) + "\n")
    (folder / "job.toml").write_text(job(folder, "seed.ndjson"))
    subprocess.run([attrflow, "provision", seed["objectId"], "--apply"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (folder / "job.toml").write_text(job(folder, "users.ndjson"))
    target = sqlite3.connect(folder / ".attrflow/target.db", isolation_level=None)
    links = sqlite3.connect(folder / ".attrflow/links.db", isolation_level=None)
    (stored,) = target.execute("SELECT attributes FROM object").fetchone()
    if json.loads(stored) != account(seed):
        sys.exit(f"attrflow wrote {stored}, the naive mapping gives {account(seed)}")
    for database in (target, links):
        for statement in ("PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF", "BEGIN"):
            database.execute(statement)
    for database, tables in ((target, ("value", "object")), (links, ("link", "log"))):
        for table in tables:
            database.execute(f"DELETE FROM {table}")
    objects, values, bonds, people = [], [], [], []

    def flush():
        target.executemany("INSERT INTO object VALUES (?, ?, 'Account', 0, ?)", objects)
        target.executemany("INSERT INTO value VALUES ('Account', ?, ?, 0, ?)", values)
        links.executemany("INSERT INTO link VALUES ('User', ?, 'Account', ?, ?, 1, '2026-01-01T00:00:00.0000000Z')", bonds)
        for rows in (objects, values, bonds):
            rows.clear()

    folds = {name: lambda text: text for name in ("externalId",)} | {"userName": str.upper}
    with open(folder / "users.ndjson", "w", encoding="utf-8") as out:
        for number in range(count):
            end = fate(number)
            # Who fails would get the name of somebody who has an account.
            person = user(chance, number, f"n{number - 99}" if end == "fail" else f"n{number}")
            if end in ("disable", "skip"):
                person["department"] = LEFT
            if end != "delete":
                out.write(json.dumps(person, ensure_ascii=False, separators=(",", ":")) + "\n")
            people.append((number, person["objectId"]))
            if end in ("create", "skip", "fail"):
                continue
            has = account(person)
            if end == "update":
                name = ("title", "department", "displayName", "mail")[number % 4]
                has[name] = "x" + has[name]
            anchor = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            objects.append((number + 1, anchor, json.dumps(has, ensure_ascii=False, separators=(",", ":"))))
            values.extend((name, fold(has[name]), number + 1) for name, fold in folds.items())
            if end != "linked":
                bonds.append((person["objectId"], anchor, person["userPrincipalName"]))
            if len(objects) >= 20_000:
                flush()
    flush()
    for database in (target, links):
        database.execute("COMMIT")
        database.close()
    (folder / "sample.json").write_text(json.dumps(random.Random(7).sample(people, min(len(people), 2000))))


def run(arguments, folder):
    """Exit code, output, wall and processor seconds, peak MiB of one process."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, out, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sampled(folder, attrflow, many):
    """Provisions some users dry, one by one; how many come out otherwise than planned."""
    actions = {"unchanged": "Other", "linked": "Other", "update": "Update", "create": "Create", "disable": "Disable",
               "delete": "Delete"}
    wrong = 0
    chosen, seen = [], {}
    for number, anchor in json.loads((folder / "sample.json").read_text()):
        if seen.setdefault(fate(number), 0) * 8 < many:
            seen[fate(number)] += 1
            chosen.append((number, anchor))
    for number, anchor in chosen:
        _, out, _, _, _ = run([attrflow, "provision", anchor, "--format", "json"], folder)
        told = json.loads(out)["runs"][0]
        end = fate(number)
        fits = told["action"].lower() == actions[end].lower() if end in actions else told["status"].lower() in ("failure", "skipped")
        if not fits:
            wrong += 1
            print(f"user {number} ({end}): provision says {told['action']} {told['status']} {told['error']}")
    return len(chosen), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--attrflow", default="target/release/attrflow")
    parser.add_argument("--folder", type=Path, help="where the files are; kept, and used again where they fit")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--sample", type=int, default=24, help="how many users are provisioned dry, one by one")
    given = parser.parse_args()
    attrflow = str(Path(given.attrflow).resolve())
    folder = (given.folder or Path("target/plan-bench") / str(given.users)).resolve()
    if not (folder / "sample.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        start = time.monotonic()
        make(folder, given.users, attrflow)
        print(f"made {given.users:,} users and their accounts in {time.monotonic() - start:.0f} s")
    code, out, wall, worked, memory = run([attrflow, "plan", "--format", "json", "--threads", str(given.threads)], folder)
    if not out:
        sys.exit(f"attrflow plan ended with {code}")
    plan = json.loads(out)
    counts = plan.get("plan", plan)["counts"]
    print(f"attrflow plan: {wall:.1f} s, {worked:.1f} s of processors, {memory:,.0f} MiB at most, exit code {code}")
    wanted = {}
    for number in range(given.users):
        end = fate(number)
        wanted[end] = wanted.get(end, 0) + 1
    linked = wanted.pop("linked", 0)
    wanted["unchanged"] = wanted.get("unchanged", 0) + linked
    has = counts["outcomes"] | {"users": counts["users"], "linked": counts["linked"]}
    wanted |= {"users": given.users, "linked": linked}
    same = has == wanted
    for name in sorted(wanted.keys() | has.keys()):
        print(f"  {name:<10} {has.get(name, 0):>10,}  expected {wanted.get(name, 0):>10,}")
    many, wrong = sampled(folder, attrflow, given.sample)
    print(f"provisioned dry one by one: {many} users, {wrong} come out otherwise")
    sys.exit(0 if same and not wrong else 1)


if __name__ == "__main__":
    main()
