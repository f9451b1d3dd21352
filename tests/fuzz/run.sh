#!/usr/bin/env bash
# Runs every fuzzer for a bounded time from its seeds: tests/fuzz/run.sh BUILD_FOLDER [SECONDS_EACH] [NAME…]
# An input that breaks something is kept in BUILD_FOLDER/fuzz/found and makes the run fail.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${1:?which build folder?}
seconds=${2:-45}
shift $(($# < 2 ? $# : 2))
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
    for fuzzer in "$build"/fuzz/fuzz_*; do
        names+=("$(basename "$fuzzer" | sed 's/^fuzz_//')")
    done
fi

found="$build/fuzz/found"
mkdir -p "$found"
failed=0
for name in "${names[@]}"; do
    work=$(mktemp -d)
    echo "== $name, $seconds s"
    if ! ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
        "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=2048 -max_len=16384 \
        -print_final_stats=0 -verbosity=0 -artifact_prefix="$found/$name-" "$work" "$here/corpus/$name" >"$work.log" 2>&1; then
        tail -n 60 "$work.log"
        failed=1
    fi
    rm -rf "$work" "$work.log"
done
exit $failed
