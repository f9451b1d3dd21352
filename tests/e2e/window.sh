#!/usr/bin/env bash
# The program as a person uses it, in a real window: type links, archive them, look at the library, quit.
# Runs under packaging/under-window-manager.sh: window.sh FOLDER-OF-PROGRAMS
set -euo pipefail
bin=$1
folder=$(mktemp -d)
server=
window=
cleanup() {
    kill $server $window 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
export HOME=$folder XDG_CONFIG_HOME=$folder/config XDG_DATA_HOME=$folder/data XDG_RUNTIME_DIR=$folder/run
mkdir -m 700 "$XDG_RUNTIME_DIR"

fail() {
    echo "$1" >&2
    "$bin/tidemark-cli" list --library "$folder/library" >&2 || true
    exit 1
}
until_true() { # seconds, what is waited for, command…
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" 2>/dev/null; do
        [ "$SECONDS" -lt "$end" ] || fail "waited in vain: $what"
        sleep 0.1
    done
}
kept() { [ "$("$bin/tidemark-cli" list --library "$folder/library" --json | wc -l)" -eq "$1" ]; }

"$bin/tidemark-cli" serve --port 0 > "$folder/serve" &
server=$!
until_true 10 "the server's address" test -s "$folder/serve"
origin=$(head -n 1 "$folder/serve")

"$bin/tidemark" --library "$folder/library" &
window=$!
id=$(timeout 30 xdotool search --sync --onlyvisible --class tidemark | head -n 1)
[ -n "$id" ] || fail "no window"
xdotool windowactivate --sync "$id"
for page in 1 2 3; do
    xdotool type --delay 5 "${origin}page/$page"
    xdotool key Return
done
xdotool key ctrl+Return
until_true 30 "three kept pages" kept 3

# A second start hands its link to this window and ends.
timeout 20 "$bin/tidemark" --library "$folder/library" "${origin}page/4" || fail "the second start did not end well"
until_true 30 "a fourth kept page" kept 4

# In the library: the first page goes to the bin with Delete, and comes back with Ctrl+Z.
xdotool windowactivate --sync "$id" key ctrl+2
listed() { "$bin/tidemark-cli" list --library "$folder/library" --json | grep -o '"link":"[^"]*"' | sort; }
before=$(listed)
[ -n "$before" ] || fail "the list has no links"
# Pressed again only after a long while: before the list has been read there is nothing to delete, after it one page is.
deleted() {
    xdotool windowactivate --sync "$id" key Delete
    for _ in $(seq 30); do
        kept 4 || break
        sleep 0.1
    done
    kept 3
}
until_true 20 "a page in the bin" deleted
xdotool key ctrl+z
until_true 20 "the page back from the bin" kept 4
[ "$(listed)" = "$before" ] || fail "undo did not bring back the page"
xdotool key ctrl+q
timeout 20 tail --pid="$window" -f /dev/null || fail "the window did not close"
wait "$window" || fail "the window ended with status $?"
window=
"$bin/tidemark-cli" verify --library "$folder/library" || fail "verify found damage"
echo "archived, handed over, deleted, brought back, closed and verified"
