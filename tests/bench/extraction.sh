#!/usr/bin/env bash
# How fast and how well are articles taken out of real pages? tests/bench/extraction.sh CORPUS [NPM_DIR] [EVERY]
# CORPUS holds html/*.html.gz and, for the quality, ground-truth/ and ../score.py. NPM_DIR is where
# "npm install @mozilla/readability jsdom" was run; with it Mozilla's Readability reads the same pages, each EVERYth
# (1: all), and the ratio of processor times is printed. One core each; ends with 1 when a promise is not kept or the
# cross-validated quality (some ten minutes, both cores) is below its floors.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${TIDEMARK_BUILD:-$here/../../build/release}
corpus=${1:?which corpus? a folder with html/*.html.gz}
npm=${2:-}
every=${3:-1}
speed=$build/bench/extractspeed
cli=$build/bin/tidemark-cli
for program in "$speed" "$build/bench/sanitised" "$build/bench/align" "$cli"; do
    [ -x "$program" ] || { echo "no $program: build the targets benches and tidemark-cli first, or set TIDEMARK_BUILD" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# field NAME LINE: the number behind the word, or before "pages/s".
field() {
    if [ "$1" = pages/s ]; then
        sed -E 's|.*, ([0-9.]+) pages/s.*|\1|' <<<"$2"
    else
        sed -E "s|.*\b$1 ([0-9.]+) .*|\1|" <<<"$2"
    fi
}
# promise WHAT VALUE OPERATOR LIMIT
promise() {
    if awk "BEGIN { exit !($2 $3 $4) }"; then
        echo "  kept: $1 $2 $3 $4"
    else
        echo "  NOT KEPT: $1 $2, promised $3 $4"
        failed=1
    fi
}

echo "load: $(cut -d' ' -f1-3 /proc/loadavg)"

echo "== speed, bytes to article, processor time on one core"
tidemark=$("$speed" "$corpus/html")
echo "tidemark:    $tidemark"
promise "median ms" "$(field median "$tidemark")" '<=' 3
promise "p99 ms" "$(field p99 "$tidemark")" '<=' 30
promise "pages/s" "$(field pages/s "$tidemark")" '>=' 200

if [ -n "$npm" ] && [ -d "$npm/node_modules/@mozilla/readability" ] && [ -d "$npm/node_modules/jsdom" ]; then
    [ "$every" = 1 ] || tidemark=$("$speed" "$corpus/html" --every "$every")
    readability=$(node "$here/readability.mjs" "$npm" "$corpus/html" "$every" 2>/dev/null)
    [ "$every" = 1 ] || echo "each ${every}th page:"
    echo "tidemark:    $tidemark"
    echo "readability: $readability"
    promise "times as fast as readability on jsdom" \
        "$(awk "BEGIN { printf \"%.1f\", $(field pages/s "$tidemark") / $(field pages/s "$readability") }")" '>=' 20
else
    echo "readability: not compared (give a folder where @mozilla/readability and jsdom are installed)"
fi

echo "== cleanness: the allow-list, and the same again"
"$build/bench/sanitised" "$corpus/html" || failed=1

echo "== quality"
score=$corpus/../score.py
if [ -f "$score" ]; then
    "$cli" extract --batch "$corpus/html" --output "$work/results.json"
    /usr/bin/python3 "$score" "$work/results.json" --per-type | tee "$work/score"
else
    echo "not scored: there is no $score"
fi

echo "== cross-validation: whole domains held out, against the floors of resources/extraction/floors.json"
extraction=$here/../../resources/extraction
if [ ! -d "$corpus/ground-truth" ]; then
    echo "not measured: there is no $corpus/ground-truth"
elif ! /usr/bin/python3 -c 'import numpy, scipy, xgboost' 2>/dev/null; then
    echo "not measured: it takes the packages python3-numpy python3-scipy python3-xgboost"
else
    /usr/bin/python3 "$extraction/train.py" --cross-validate --pages "$corpus/html" --truth "$corpus/ground-truth" \
        --build "$build" --work "$work/cross" --floors "$extraction/floors.json" || failed=1
fi

exit $failed
