#!/usr/bin/env bash
# clang-tidy over the sources that changed, newest change first: packaging/tidy.sh BUILD-FOLDER [SECONDS] [BASE]
# BASE is a revision to compare with, or "all" for every source; without one, that of packaging/tidy-base: up to there every
# source was found clean. Where all are found clean again, move it forward. A header that changed is judged with the source of
# its name. What is not reached in the time given is listed, so that nothing passes for checked that was not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1
seconds=${2:-1200}
base=${3:-$(cat packaging/tidy-base)}
nothing=$(git hash-object -t tree /dev/null)
[ "$base" != all ] && git cat-file -e "$base^{commit}" 2>/dev/null || base=$nothing

mapfile -t files < <(git diff --name-only --diff-filter=d "$base" HEAD -- app models ui |
    sed -n 's/\.h$/.cpp/; /\.cpp$/p' | sort -u |
    while read -r file; do [ ! -e "$file" ] || echo "$(git log -1 --format=%ct -- "$file") $file"; done |
    sort -rn | cut -d' ' -f2-)
[ ${#files[@]} -gt 0 ] || { echo "No source changed."; exit 0; }

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
check() { # file, folder of results, build folder, end in seconds since the epoch
    [ "$(date +%s)" -lt "$4" ] || { echo "$1" >> "$2/left"; return 0; }
    local said
    said=$(clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option -p "$3" "$1" 2>/dev/null) || { echo "$said"; echo "$1" >> "$2/failed"; }
}
export -f check
printf '%s\n' "${files[@]}" |
    xargs -P "$(nproc)" -I{} bash -c 'check "$@"' check {} "$log" "$build" $(($(date +%s) + seconds))
[ ! -s "$log/left" ] || { echo "Not reached in the time given:"; cat "$log/left"; }
[ ! -s "$log/failed" ] || { echo "clang-tidy complains about:"; sort "$log/failed"; exit 1; }
touch "$log/left"
echo "clang-tidy: ${#files[@]} sources, $(wc -l < "$log/left") of them not reached."
