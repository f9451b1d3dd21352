#!/usr/bin/env bash
# Runs a program in a real window: on an X server of its own without a screen, with a window manager and a session bus.
set -euo pipefail
folder=$(mktemp -d)
cleanup() {
    kill ${manager:-} ${server:-} 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT

mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>"$folder/display" 2>"$folder/xvfb.log" &
server=$!
read -r -t 30 display < "$folder/display" || { cat "$folder/xvfb.log" >&2; exit 1; }
export DISPLAY=":$display" QT_QPA_PLATFORM=xcb XDG_CURRENT_DESKTOP=
unset WAYLAND_DISPLAY
openbox >"$folder/openbox.log" 2>&1 &
manager=$!
for _ in $(seq 100); do
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break
    sleep 0.1
done
dbus-run-session -- "$@"
