#!/usr/bin/env bash
# What it costs to watch: the same run of 1 KB answers without delay, in the window with its charts (1280 × 800) and with
# no window, in turns; and twice with no window, to see what a difference of nothing looks like. Prints the share of the
# cores that the interface thread took, and the ratios of requests a minute with their quartiles.
# Usage: tests/bench/showing.sh [PAIRS] [REQUESTS] [CONNECTIONS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
pairs=${1:-9}
requests=${2:-60000}
connections=${3:-64}
showing=$bin/../bench/showing
[ -x "$showing" ] || { echo "no $showing: cmake --build --preset release --target benches" >&2; exit 2; }
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
export LC_ALL=C.UTF-8
mkdir -m 700 "$XDG_RUNTIME_DIR"
ulimit -n "$(ulimit -Hn)"

fire() { # NAME [window]
    local name=$1
    shift
    "$showing" "$work" "$cli" "$requests" "$connections" "$@" >>"$work/$name" 2> >(grep -v 'This plugin does not support' >&2)
}

ratio() { # A B: of requests a minute, pair after pair
    paste "$work/$1" "$work/$2" | awk '{print $1 / $5}' | sort -n |
        awk '{v[NR] = $1} END {printf "%.3f (quartiles %.3f to %.3f)", v[int((NR + 1) / 2)], v[int((NR + 3) / 4)], v[int((3 * NR + 3) / 4)]}'
}

echo "$(nproc) cores shared with the server, load average $(cut -d' ' -f1-3 /proc/loadavg), $pairs pairs of $requests requests, $connections in flight, ${QT_QPA_PLATFORM}"
for pair in $(seq "$pairs"); do
    echo "pair $pair of $pairs" >&2
    order=(window alone again window alone) # each is as often the first
    for name in "${order[@]:pair % 3:3}"; do
        if [ "$name" = window ]; then fire window window; else fire "$name"; fi
    done
done
awk '{print $3}' "$work/window" | sort -n |
    awk '{v[NR] = $1} END {printf "cost of showing: %.2f %% of the cores (median), %.2f %% at most\n", 100 * v[int((NR + 1) / 2)], 100 * v[NR]}'
awk '{print $1}' "$work/alone" | sort -n | awk '{v[NR] = $1} END {printf "without a window %.0f/min\n", v[int((NR + 1) / 2)]}'
echo "window ÷ none: $(ratio window alone)"
echo "none ÷ none:   $(ratio again alone)"
