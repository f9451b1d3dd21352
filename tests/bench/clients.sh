#!/usr/bin/env bash
# The same work through several clients, in turns, each against a fresh server that draws the same delays: Tidemark's
# engines, aiohttp as the article used it, requests one at a time, and wrk, hey and ab where they are installed. Prints
# requests a minute (over the whole life of the program), processor seconds for 1,000 requests, peak memory and errors:
# medians of RUNS. wrk fires for a time, not a number: for so long as Tidemark took.
# Usage: tests/bench/clients.sh [RUNS] [REQUESTS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
runs=${1:-5}
requests=${2:-20000}
alone=2000 # requests of those that send one at a time
ulimit -n "$(ulimit -Hn)"

# fire NAME REQUESTS COMMAND…: appends requests done, seconds, processor seconds, peak KiB and errors to $work/NAME.runs.
# The command prints what `answers NAME` understands.
fire() {
    local name=$1 wanted=$2
    shift 2
    serve --seed 1 "${server[@]}"
    rm -f "$work/json"
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' "$@" "$origin/" >"$work/out" 2>"$work/err" || [ $? = 1 ] || { # 1: some failed
        echo "$name failed:" >&2
        head -n 5 "$work/err" >&2
        exit 1
    }
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null || true
    server_pid=
    local done_and_errors
    done_and_errors=$(answers "$wanted")
    awk -v n="$done_and_errors" '{split(n, a, " "); print a[1], $1, $2 + $3, $4, a[2]}' "$work/time" >>"$work/$name.runs"
}

# answers WANTED: from what $kind of client printed, how many requests were done and how many of them failed.
answers() {
    case $kind in
        tidemark) sed -n 's/.*"completed": *\([0-9]*\).*/\1/p; s/^ *"failed": *\([0-9]*\).*/\1/p' "$work/json" | paste -sd' ' ;;
        python) echo "$1 $(tail -n 1 "$work/out")" ;;
        wrk) awk '/requests in/ {n = $1} /Socket errors/ {gsub(",", ""); e += $4 + $6 + $8 + $10} /Non-2xx/ {e += $NF}
                  END {print n, e + 0}' "$work/out" ;;
        hey) awk '/^Error distribution/ {bad = 1} /responses$/ {gsub(/[][]/, ""); n += $2; if ($1 != 200) e += $2}
                  bad && /^ *\[[0-9]+\]/ {gsub(/[][]/, ""); n += $1; e += $1} END {print n + 0, e + 0}' "$work/out" ;;
        ab) awk '/^Complete requests/ {n = $3} /^Failed requests/ {e += $3} /^Non-2xx/ {e += $3} END {print n + 0, e + 0}' "$work/out" ;;
    esac
}

# tidemark NAME REQUESTS CONNECTIONS OPTION…
tidemark() {
    local name=$1 wanted=$2 connections=$3
    shift 3
    kind=tidemark fire "$name" "$wanted" "$cli" bench --requests "$wanted" --concurrency "$connections" --json "$work/json" "$@"
}

# at_once WORK CONNECTIONS: every client that sends many at a time.
at_once() {
    local connections=$2 wanted=$requests seconds
    tidemark "$1.qt" "$wanted" "$connections"
    seconds=$(tail -n 1 "$work/$1.qt.runs" | awk '{print int($2 + 0.9)}')
    kind=python fire "$1.aiohttp" "$wanted" /usr/bin/python3 "$bench_folder/load_aiohttp.py" "$wanted" "$connections"
    if command -v wrk >/dev/null; then
        kind=wrk fire "$1.wrk" 0 wrk -t1 -c"$connections" -d"${seconds}s" --timeout 60s
    fi
    if command -v hey >/dev/null; then
        kind=hey fire "$1.hey" "$wanted" hey -n "$wanted" -c "$connections" -t 60
    fi
    if command -v ab >/dev/null; then
        kind=ab fire "$1.ab" "$wanted" ab -q -k -r -s 60 -n "$wanted" -c "$connections"
    fi
}

median() { awk -v c="$2" '{print $c}' "$1" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# show TITLE WORK: a row for each client of this work.
show() {
    echo
    printf '%-22s %14s %16s %10s %8s\n' "$1" "requests/min" "CPU s per 1,000" "peak MiB" "errors"
    local file name
    for name in qt sequential aiohttp requests wrk hey ab; do
        file=$work/$2.$name.runs
        [ -e "$file" ] || continue
        awk '{printf "%.6f %.6f %.1f %d\n", 60 * $1 / $2, 1000 * $3 / $1, $4 / 1024, $5}' "$file" >"$work/figures"
        printf '%-22s %14.0f %16.3f %10.1f %8d\n' "  $name" "$(median "$work/figures" 1)" "$(median "$work/figures" 2)" \
            "$(median "$work/figures" 3)" "$(awk '{e += $4} END {print e}' "$work/figures")"
    done
}

for run in $(seq "$runs"); do
    echo "run $run of $runs" >&2
    server=(--body-size 1000)
    at_once quick 64
    at_once wide 1000
    tidemark one.sequential "$alone" 1 --engine sequential
    kind=python fire one.requests "$alone" /usr/bin/python3 "$bench_folder/load_requests.py" "$alone"
    server=(--body-size 450000 --delay 0:1)
    at_once late 1000
done
echo "$(nproc) cores shared with the server, load average $(cut -d' ' -f1-3 /proc/loadavg), medians of $runs runs of $requests requests ($alone one at a time)"
show "1 KB, 64 at once" quick
show "1 KB, 1,000 at once" wide
show "1 KB, one at a time" one
show "450 KB after 0-1 s, 1,000 at once" late
echo "The ceiling of the last: 120,000 requests a minute, less what the last answers take."
