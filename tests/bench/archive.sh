#!/usr/bin/env bash
# How fast are real pages fetched, extracted, stored and indexed? Serves the pages of a folder of *.html.gz from loopback
# and archives them with 64 in flight, beside wget storing a WARC and aiohttp with readability; runs are interleaved,
# medians are printed. With --images the pages' picture addresses lead to 20 pictures of 1 to 200 KB on the same server,
# and all three fetch them: Tidemark and readability those of the article, wget those of the page.
# Usage: tests/bench/archive.sh [--images] [FOLDER] [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
images=
if [ "${1:-}" = --images ]; then
    images=yes
    shift
fi
pages=${1:-$bench_folder/../../../shared/corpus/wcxb-dev/html}
runs=${2:-3}

prepare_pages "$pages"
count=$(wc -l <"$work/links")
[ -z "$images" ] || with_images

tidemark=("$cli" archive --from "$work/links" --concurrency 64 --per-host 64)
[ "$images" ] || tidemark+=(--no-assets)
# Status 8: some answers were errors.
wget=(bash -c 'wget "$@" || [ $? = 8 ]' - -q --warc-file="$work/wget/pages" -P "$work/wget" -i "$work/links")
[ "$images" ] && wget+=(--page-requisites --follow-tags=img)
python=(/usr/bin/python3 "$bench_folder/archive_aiohttp.py" "$work/links" "$work/python" 64 ${images:+images})
for run in $(seq "$runs"); do
    echo "run $run of $runs" >&2
    measured tidemark "${tidemark[@]}" --library "$work/library-$run"
    mkdir "$work/wget" "$work/python"
    measured wget-warc "${wget[@]}"
    measured aiohttp-readability "${python[@]}"
    [ "$run" = "$runs" ] || rm -rf "$work/wget" "$work/python"
done

for run in $(seq "$runs"); do
    library=$work/library-$run
    "$cli" verify --library "$library" >"$work/verify" || { echo "verify found damage:" >&2; cat "$work/verify" >&2; exit 1; }
    kept=$("$cli" list --library "$library" --json | wc -l)
    [ "$kept" = "$count" ] || { echo "$kept of $count pages were kept" >&2; exit 1; }
done
echo "$count pages, 64 in flight, medians of $runs runs, load average $(cut -d' ' -f1-3 /proc/loadavg):"
report tidemark "$count"
report wget-warc "$count"
report aiohttp-readability "$count"
if [ "$images" ]; then
    sqlite3 -readonly "$work/library-$runs" "SELECT 'tidemark kept ' || sum(error = '') || ' pictures of ' || count(DISTINCT snapshot)
        || ' pages and noted ' || sum(error <> '') || ' missing' FROM asset"
    elsewhere=$(sqlite3 -readonly "$work/library-$runs" "SELECT count(*) FROM asset WHERE link NOT LIKE '$origin/%'")
    [ "$elsewhere" = 0 ] || { echo "$elsewhere pictures stand on other servers" >&2; exit 1; }
    echo "wget fetched $(zcat -f "$work"/wget/*.warc* | grep -ac '^WARC-Type: response') answers; aiohttp fetched $(find "$work/python" -name '*.png' | wc -l) pictures"
fi
