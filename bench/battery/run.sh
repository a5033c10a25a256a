#!/usr/bin/env bash
# Every scenario in full on both databases; one JSON line each, in the order they end.
set -u
cd "$(dirname "$0")/../.."
python=${PYTHON:-.venv/bin/python}
for scenario in R02 R06 R07 R08 R09 R04 R11 R10 F01 R01 R03 F15; do
  for database in sqlite postgresql; do
    nice -n 10 "$python" -m bench.battery "$scenario" --database "$database"
  done
done
