#!/usr/bin/env bash
# How fast are real pages fetched, extracted, stored and indexed? Serves the pages of a folder of *.html.gz from loopback
# and archives them with 64 in flight, beside wget storing a WARC and aiohttp with readability; runs are interleaved,
# medians are printed. Usage: tests/bench/archive.sh [FOLDER] [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
pages=${1:-$bench_folder/../../../shared/corpus/wcxb-dev/html}
runs=${2:-3}

mkdir "$work/pages"
for page in "$pages"/*.html.gz; do
    gzip -dc "$page" >"$work/pages/$(basename "$page" .gz)"
done
serve --root "$work/pages"
(cd "$work/pages" && ls) | sed "s|^|$origin/|" >"$work/links"
count=$(wc -l <"$work/links")

for run in $(seq "$runs"); do
    echo "run $run of $runs" >&2
    measured tidemark "$cli" archive --library "$work/library-$run" --from "$work/links" --concurrency 64 --per-host 64 \
        --no-assets
    mkdir "$work/wget"
    measured wget-warc wget -q --warc-file="$work/wget/pages" -P "$work/wget" -i "$work/links"
    mkdir "$work/python"
    measured aiohttp-readability /usr/bin/python3 "$bench_folder/archive_aiohttp.py" "$work/links" "$work/python" 64
    rm -rf "$work/wget" "$work/python"
done

"$cli" verify --library "$work/library-1" >"$work/verify" || { echo "verify found damage:" >&2; cat "$work/verify" >&2; exit 1; }
kept=$("$cli" list --library "$work/library-1" --json | wc -l)
[ "$kept" = "$count" ] || { echo "$kept of $count pages were kept" >&2; exit 1; }
echo "$count pages, 64 in flight, medians of $runs runs:"
report tidemark "$count"
report wget-warc "$count"
report aiohttp-readability "$count"
