#!/usr/bin/env bash
# The steps of "Making 1 million requests with python-aiohttp" as promised: 100 one at a time, 100 at once, 1,000, 10,000
# and 100,000 after 0 to 3 whole seconds, medians of RUNS; with --million the last one too, once. Each is held against the
# best that a client can do: the drawn delays, each in turn given to the place that is free first (list scheduling), worked
# out here from the seed and not by the program that is measured. Exit status 1 when a promise is not kept.
# Usage: tests/bench/ladder.sh [--million] [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
million=
if [ "${1:-}" = --million ]; then
    million=yes
    shift
fi
runs=${1:-3}
ulimit -n "$(ulimit -Hn)"
status=0

# fire NAME REQUESTS CONCURRENCY DELAY OPTION…
fire() {
    local name=$1 requests=$2 concurrency=$3 delay=$4
    shift 4
    rm -f "$work/json" # 1 is told of a step that could not begin, too
    "$cli" bench --serve-delay "$delay" --requests "$requests" --concurrency "$concurrency" --json "$work/json" "$@" >/dev/null || [ $? = 1 ]
    tr -d '\n' <"$work/json" >>"$work/$name.results"
    echo >>"$work/$name.results"
}

# judge NAME REQUESTS CONCURRENCY DELAY PROMISE
judge() {
    /usr/bin/python3 - "$work/$1.results" "$@" <<'PYTHON' || status=1
import heapq
import json
import statistics
import sys

file, name, requests, places, delay, promise = sys.argv[1:]
requests, places = int(requests), int(places)
least, most = map(int, delay.split(":"))
state, mask = 1, 2**64 - 1  # splitmix64 from the seed 1, as the server draws


def drawn():
    global state
    state = (state + 0x9E3779B97F4A7C15) & mask
    z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return least + (z ^ (z >> 31)) % (most - least + 1)


free = [0] * places
best = total = longest = 0
for _ in range(requests):
    wait = drawn()
    end = heapq.heapreplace(free, free[0] + wait) + wait
    best, total, longest = max(best, end), total + wait, max(longest, wait)

results = [json.loads(line) for line in open(file)]
median = lambda values: statistics.median_low(list(values))
elapsed = median(result["elapsed_s"] for result in results)
memory = max(result["peak_rss_bytes"] for result in results) / 1e6
steady = [result["steady_rpm"] for result in results if result["steady_rpm"]]
ceiling = 60 * places * requests / total if total else 0
share = median(steady) / ceiling if steady and ceiling else None
lost = sum(result["requests"] - result["succeeded"] for result in results)
kept = lost == 0 and eval(promise, {"elapsed": elapsed, "best": best, "longest": longest, "share": share or 0, "memory": memory})
print(f"{name:20} {elapsed:9.2f} s, best possible {best:4} s ({elapsed / best:.3f}), {60 * requests / elapsed:8.0f}/min"
      f"{f', steady part {100 * share:.1f} % of the ceiling' if share else ''}, {memory:.0f} MB, "
      f"{median(1000 * (r['cpu_user_s'] + r['cpu_system_s']) / r['requests'] for r in results):.2f} CPU ms each, {lost} lost: "
      f"{'kept' if kept else 'NOT KEPT'} ({promise})")
sys.exit(not kept)
PYTHON
}

echo "$(nproc) cores shared with the server, load average $(cut -d' ' -f1-3 /proc/loadavg), medians of $runs runs"
for run in $(seq "$runs"); do
    echo "run $run of $runs" >&2
    fire "100 one at a time" 100 1 0:3 --engine sequential
    fire "100 at once" 100 100 0:3
    fire "1,000" 1000 1000 0:3
    fire "10,000" 10000 1000 0:3
    fire "100,000" 100000 1000 0:3
done
judge "100 one at a time" 100 1 0:3 "elapsed <= 1.02 * best"
judge "100 at once" 100 100 0:3 "elapsed <= longest + 0.15"
judge "1,000" 1000 1000 0:3 "True"
judge "10,000" 10000 1000 0:3 "elapsed <= 1.05 * best"
judge "100,000" 100000 1000 0:3 "share >= 0.98"
if [ "$million" ]; then
    fire "1,000,000" 1000000 1000 0:1
    judge "1,000,000" 1000000 1000 0:1 "share >= 0.98 and elapsed <= 520 and memory <= 100"
fi
echo "load average $(cut -d' ' -f1-3 /proc/loadavg)"
exit "$status"
