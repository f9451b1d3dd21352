#!/usr/bin/env bash
# Does the window keep its promises with 100,000 pages in the library? Makes such a library, archives a folder of real
# pages (*.html.gz) into it with pictures, all from loopback, and measures: the start, the interface thread over a session
# of archiving, searching, opening the 20 longest articles and resizing, searches, a very long article, and a list of a
# million links. A library made before can be named in TIDEMARK_BENCH_LIBRARY (it is copied).
# Usage: tests/bench/interface.sh [FOLDER] [RUNS] [PAGES] [LINKS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
pages=${1:-$bench_folder/../../../shared/corpus/wcxb-dev/html}
runs=${2:-5}
made=${3:-100000}
links=${4:-1000000}
tools=$bin/../bench
[ -x "$tools/interface" ] || { echo "no $tools/interface: cmake --build --preset release --target benches" >&2; exit 2; }
export HOME=$work XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
export QT_LOGGING_RULES='*.debug=false' LC_ALL=C.UTF-8
mkdir -m 700 "$XDG_RUNTIME_DIR"
library=$work/library

if [ -n "${TIDEMARK_BENCH_LIBRARY:-}" ]; then
    cp --reflink=auto "$TIDEMARK_BENCH_LIBRARY" "$library"
else
    "$tools/make_library" "$library" "$made" >&2
    prepare_pages "$pages"
    with_images
    "$cli" archive --library "$library" --from "$work/links" --concurrency 64 --per-host 64 >/dev/null 2>&1
    kill "$server_pid"
fi
said() { "$@" 2> >(grep -v 'This plugin does not support' >&2); }
load() { echo "load average $(cut -d' ' -f1-3 /proc/loadavg)"; }

echo "== start to the first painted window"
for place in archive library; do
    for _ in $(seq $((2 * runs + 1))); do
        STARTED_NS=$(date +%s%N) said "$tools/interface" --library "$library" --place "$place" --start-only
    done | awk '{print $3}' | sort -n | awk -v place="$place" '{v[NR] = $1} END {printf "%s: median %d ms, worst %d ms of %d\n", place, v[int((NR + 1) / 2)], v[NR], NR}'
done
load

echo "== the interface thread over a session"
for run in $(seq "$runs"); do
    rm -f "$work"/session*
    cp --reflink=auto "$library" "$work/session"
    said "$tools/interface" --library "$work/session" --pages 600
    load
done
rm -f "$work"/session*

echo "== searching as the window does"
"$tools/searching" "$library" 40
load

echo "== an article of 5 MB"
for run in $(seq "$runs"); do
    said "$tools/longarticle" 5
done
load

echo "== a list of $links links"
serve
seq -f "$origin/page/%.0f?images=0" "$links" >"$work/links.txt"
said "$tools/interface" --library "$work/many" --links "$work/links.txt"
load
