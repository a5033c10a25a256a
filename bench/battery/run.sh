#!/usr/bin/env bash
# Every scenario in full on both databases; one JSON line each, in the order they end.
set -u
cd "$(dirname "$0")/../.."
python=${PYTHON:-.venv/bin/python}
run() { nice -n 10 "$python" -m bench.battery "$@"; }
for scenario in R01 R02 R03 R04 R06 R07 R08 R09 R10 R11 R12 R14 I0 F01 F03 F06 F10 F15; do
  for database in sqlite postgresql; do
    run "$scenario" --database "$database"
  done
done
run F02 --database cluster
run F04 --database sqlite
run F04 --database cluster
