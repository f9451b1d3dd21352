#!/usr/bin/env bash
# qtengine.sh [PAIRS] [REQUESTS] [CONNECTIONS…]: processor time a request of the engine `qt` against one bare
# QNetworkAccessManager loop, bodies of 1 KB without delay, in turns. Then memory with bodies of 450 KB.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
without_network "$@"
programs=${TIDEMARK_BENCH:-$bench_folder/../../build/release/bench}
pairs=${1:-9}
requests=${2:-20000}
shift $(($# < 2 ? $# : 2))
ulimit -n "$(ulimit -H -n)"

# median COLUMN FILE
median() {
    awk -v c="$1" '{print $c}' "$2" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}

echo "load average: $(cut -d ' ' -f 1-3 /proc/loadavg)"
serve --body-size 1000
for connections in "${@:-64 1000}"; do
    for c in $connections; do
        rm -f "$work"/bare.times "$work"/qt.times
        for pair in $(seq "$pairs"); do
            order="bare qt" # neither is always the first
            [ $((pair % 2)) = 1 ] || order="qt bare"
            for one in $order; do
                program=$programs/qtengine
                [ "$one" = qt ] || program=$programs/bareloop
                "$program" "$origin/" "$requests" "$c" >>"$work/$one.times"
            done
        done
        paste "$work/bare.times" "$work/qt.times" | awk '{print $6 / $2}' | sort -n >"$work/ratios"
        awk -v c="$c" -v n="$requests" -v b="$(median 2 "$work/bare.times")" -v q="$(median 2 "$work/qt.times")" \
            -v bs="$(median 1 "$work/bare.times")" -v qs="$(median 1 "$work/qt.times")" '
            {v[NR] = $1}
            END {printf "1 KB, %4d in flight: bare %.3f ms %6.0f/s, qt %.3f ms %6.0f/s; processor time qt/bare %.3f (quartiles %.3f to %.3f)\n",
                 c, 1000 * b / n, n / bs, 1000 * q / n, n / qs,
                 v[int((NR + 1) / 2)], v[int((NR + 3) / 4)], v[int((3 * NR + 3) / 4)]}' "$work/ratios"
    done
done
kill "$server_pid"
serve --body-size 450000
"$programs/qtengine" "$origin/" 10000 1000 >"$work/large.times"
awk '{printf "450 KB, 1000 in flight: %.0f/s, %.3f ms of processor time each, %.0f MB at most, %d failed\n", 10000 / $1, $2 / 10, $3 * 1024 / 1e6, $4}' "$work/large.times"
