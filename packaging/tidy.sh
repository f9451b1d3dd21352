#!/usr/bin/env bash
# clang-tidy over the sources that changed, newest change first: packaging/tidy.sh BUILD-FOLDER [SECONDS] [BASE]
# BASE is a revision to compare with; without one, that of packaging/tidy-base: sources that did not change since then have not
# been judged yet. What is not reached in the time given is listed, so that nothing passes for checked that was not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$1
seconds=${2:-1200}
base=${3:-$(cat packaging/tidy-base)}
git cat-file -e "$base^{commit}" 2>/dev/null || base=$(git hash-object -t tree /dev/null)

mapfile -t files < <(git diff --name-only --diff-filter=d "$base" HEAD -- 'app/*.cpp' 'models/*.cpp' 'ui/*.cpp' |
    while read -r file; do echo "$(git log -1 --format=%ct -- "$file") $file"; done | sort -rn | cut -d' ' -f2-)
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
