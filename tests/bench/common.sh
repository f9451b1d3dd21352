# shellcheck shell=bash disable=SC2034
# Sourced by the benchmark scripts: programs, a temporary folder, a server on loopback, and medians.
set -euo pipefail
bench_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=${TIDEMARK_BIN:-$bench_folder/../../build/release/bin}
cli=$bin/tidemark-cli
[ -x "$cli" ] || { echo "no $cli: build the release preset first, or set TIDEMARK_BIN" >&2; exit 2; }
work=
server_pid=
finish() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    [ -z "$work" ] || rm -rf "$work"
}
trap finish EXIT

# without_network "$@": goes on in a network of its own in which there is only loopback, so that a page's addresses lead
# nowhere whatever happens, and makes the temporary folder.
without_network() {
    if [ -z "${TIDEMARK_ALONE:-}" ]; then
        local enter
        for enter in "unshare -n" "unshare -rn"; do
            if $enter true 2>/dev/null; then
                TIDEMARK_ALONE=yes exec $enter bash -c 'ip link set lo up && exec bash "$@"' - "$0" "$@"
            fi
        done
        echo "no network of our own (unshare -n): real pages are only archived where nothing but loopback is reached" >&2
        exit 2
    fi
    work=$(mktemp -d)
}

# serve ARGUMENT…: starts the server; $origin is where it listens, without the slash at its end.
serve() { start_server "$cli" serve "$@"; }

# start_server COMMAND…: one that prints its address first.
start_server() {
    rm -f "$work/server.out"
    "$@" >"$work/server.out" &
    server_pid=$!
    for _ in $(seq 100); do
        [ -s "$work/server.out" ] && break
        sleep 0.05
    done
    origin=$(head -1 "$work/server.out" | sed 's|/$||')
}

# prepare_pages FOLDER: unpacks FOLDER/*.html.gz, serves them, and writes their addresses to $work/links.
prepare_pages() {
    local page
    mkdir "$work/pages"
    for page in "$1"/*.html.gz; do
        gzip -dc "$page" >"$work/pages/$(basename "$page" .gz)"
    done
    serve --root "$work/pages"
    (cd "$work/pages" && ls) | sed "s|^|$origin/|" >"$work/links"
}

# with_images: the pages' pictures become 20 of 1 to 200 KB on the same server. They are made by it once and served as
# files: making them again for each request would be the server's work, not ours.
with_images() {
    wget -q -P "$work/pages/image" "$origin"/image/{0..19}.png
    /usr/bin/python3 "$bench_folder/images.py" "$work/pages" "$origin"
}

# measured NAME COMMAND…: appends seconds, user and system CPU seconds and peak KiB to $work/NAME.times.
measured() {
    local name=$1
    shift
    /usr/bin/time -a -o "$work/$name.times" -f '%e %U %S %M' "$@" >"$work/$name.out" 2>"$work/$name.err" || {
        echo "$name failed:" >&2
        tail -n 5 "$work/$name.err" >&2
        return 1
    }
}

# report NAME COUNT: medians over the runs of NAME, for COUNT things done in each.
report() {
    local column
    local medians=()
    for column in 1 2 3 4; do
        medians+=("$(awk -v c=$column '{print $c}' "$work/$1.times" | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}')")
    done
    awk -v name="$1" -v n="$2" -v s="${medians[0]}" -v u="${medians[1]}" -v y="${medians[2]}" -v m="${medians[3]}" \
        'BEGIN {printf "%-22s %8.2f s %9.1f /s %8.2f CPU ms each %8.1f MiB\n", name, s, n / s, (u + y) * 1000 / n, m / 1024}'
}
