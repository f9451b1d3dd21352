#!/usr/bin/env bash
# openloop.sh [RUNS] [RATE] [SECONDS]: a rate that is kept against a server that stalls for 200 ms once a second, beside
# what a simulation of the same schedule gives, and beside a closed loop, which does not see the stalls; then how late
# requests go out at 1,000 a second to a server that does not stall. Server on core 0, client on core 1. Medians of RUNS.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
without_network "$@"
runs=${1:-7}
rate=${2:-20000}
seconds=${3:-10}
stall=0.2
every=1
ulimit -n "$(ulimit -Hn)"

fire() { # NAME ARGUMENT…: one more run into $work/NAME.N.json
    local name=$1
    shift
    count=$(find "$work" -name "$name.*.json" | wc -l)
    taskset -c 1 "$cli" bench "$origin/" --engine direct --threads 1 --json "$work/$name.$count.json" "$@" >/dev/null 2>&1 || [ $? = 1 ]
}

on_core_0() { # ARGUMENT…: as serve
    serve "$@"
    taskset -a -p -c 0 "$server_pid" >/dev/null
}

for run in $(seq "$runs"); do
    echo "run $run of $runs" >&2
    on_core_0 --body-size 1000
    fire capacity --concurrency 64 --duration 2
    fire lateness --rate 1000 --duration 5 --warm-up 1
    kill "$server_pid"; wait "$server_pid" 2>/dev/null || true
    on_core_0 --body-size 1000 --stall 200:1000ms
    fire open --rate "$rate" --duration "$seconds" --concurrency 8000 --warm-up 1
    fire closed --concurrency 64 --duration "$seconds" --warm-up 1
    kill "$server_pid"; wait "$server_pid" 2>/dev/null || true
    server_pid=
done

echo "$(nproc) cores, server on the first, client on the second, load average $(cut -d' ' -f1-3 /proc/loadavg), medians of $runs runs"
/usr/bin/python3 - "$work" "$rate" "$seconds" "$stall" "$every" <<'PYTHON'
import glob, json, statistics, sys

work, rate, seconds, stall, every = sys.argv[1], *map(float, sys.argv[2:6])


def runs(name):
    return [json.load(open(path)) for path in glob.glob(f"{work}/{name}.*.json")]


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else float("nan")


def simulated(capacity):
    """One server that does a request in 1 / capacity s and nothing at all for `stall` s once in `every` s: response
    times of requests that are due evenly, in ms. Lindley's recursion with interruptions."""
    times, free = [], 0.0
    for number in range(int(rate * seconds)):
        due = number / rate
        start = max(due, free)
        into = start % every  # the stall ends each period
        if into >= every - stall:
            start += every - into
        free = start + 1 / capacity
        times.append(1000 * (free - due))
    return sorted(times)


capacity = median(run["succeeded"] / run["elapsed_s"] for run in runs("capacity"))
times = simulated(capacity)
expected = {share: times[min(len(times) - 1, int(share * len(times)))] for share in (0.5, 0.9, 0.99)}
print(f"closed loop without stalls: {capacity:,.0f} requests/s")
print(f"{'':34}{'p50':>9}{'p90':>9}{'p99':>9}  ms")
print(f"{'simulated, open loop':34}{expected[0.5]:9.2f}{expected[0.9]:9.2f}{expected[0.99]:9.2f}")
for name, what in (("open", "open loop, response time"), ("closed", "closed loop, 64 in flight")):
    some = runs(name)
    print(f"{what:34}" + "".join(f"{median(run['latency_ms'][p] for run in some):9.2f}" for p in ("p50", "p90", "p99")))
some = runs("open")
ratio = median(run["latency_ms"]["p99"] for run in some) / expected[0.99]
print(f"p99 of the open loop / simulated: {ratio:.3f} (promise: 0.95 to 1.05); not sent: {sum(run['not_sent'] for run in some)}, "
      f"failed: {sum(run['failed'] for run in some)}")
late = [run["queue_wait_ms"]["p99"] for run in runs("lateness") if run.get("queue_wait_ms")]
if late:
    print(f"1,000/s: due to sent, p99: {1000 * median(late):.0f} µs (promise on an idle core: 200)")
sys.exit(0 if 0.95 <= ratio <= 1.05 else 1)
PYTHON
