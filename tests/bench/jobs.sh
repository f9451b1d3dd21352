#!/usr/bin/env bash
# How long does a list of a million links take until every link is a job on disk? The links lead to a port where nobody
# listens; the program is stopped as soon as all jobs are there. Usage: tests/bench/jobs.sh [COUNT]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
count=${1:-1000000}
library=$work/library

seq -f 'http://127.0.0.1:9/page/%.0f' "$count" >"$work/links"
start=$(date +%s.%N)
/usr/bin/time -o "$work/jobs.times" -f '%e %U %S %M' \
    "$cli" archive --library "$library" --from "$work/links" --concurrency 1 >"$work/out" 2>&1 &
timed=$!
jobs=0
while kill -0 "$timed" 2>/dev/null && [ "$jobs" -lt "$count" ]; do
    sleep 0.5
    jobs=$(sqlite3 -readonly "$library" 'SELECT coalesce(max(id), 0) FROM job' 2>/dev/null || echo 0)
done
seconds=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN {print b - a}')
pkill -TERM -P "$timed" || true
wait "$timed" || true
peak=$(tail -1 "$work/jobs.times" | awk '{print $4}')
awk -v n="$jobs" -v s="$seconds" -v m="$peak" \
    'BEGIN {printf "%d jobs on disk in %.1f s (%.0f /s), peak memory %.1f MiB\n", n, s, n / s, m / 1024}'
[ "$jobs" -eq "$count" ]
