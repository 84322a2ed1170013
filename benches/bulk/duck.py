"""Runs duckdb.sql with one thread and prints the CPU seconds of the queries alone, without the start of Python."""

import pathlib
import resource
import sys

import duckdb

users, results = sys.argv[1:]
text = (pathlib.Path(__file__).parent / "duckdb.sql").read_text(encoding="utf-8")
connection = duckdb.connect()
connection.execute("SET threads = 1")
before = resource.getrusage(resource.RUSAGE_SELF)
for statement in text.replace("{users}", users).replace("{results}", results).split(";\n"):
    connection.execute(statement)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
