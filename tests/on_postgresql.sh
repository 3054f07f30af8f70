#!/usr/bin/env bash
# Starts a PostgreSQL server of its own (a throw-away cluster on a socket, no port) and runs the
# tests of store and filing on it.
set -euo pipefail

bin=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -n 1)")
dir=$(mktemp -d)
run_as=""
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
  chown postgres "$dir"
  run_as="runuser -u postgres --"
fi
trap '$run_as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null; rm -rf "$dir"' EXIT

$run_as "$bin/initdb" -D "$dir/data" -U redress -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
$run_as "$bin/pg_ctl" -D "$dir/data" -w -o "-c listen_addresses='' -k $dir" -l "$dir/log" start >/dev/null
$run_as "$bin/createdb" -h "$dir" -U redress redress

export REDRESS_TEST_DATABASE_URL="postgresql+psycopg2://redress@/redress?host=$dir"
python -m pytest tests/unit/store tests/unit/filing tests/services/filing
