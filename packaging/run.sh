#!/usr/bin/env bash
# Installs what is missing, builds the release and opens the window: packaging/run.sh [LINK…]
# Without a display the links are archived by the command line program instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/build.sh -DTIDEMARK_TESTS=OFF

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    exec build/release/bin/tidemark "$@"
fi
echo "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open." >&2
if [ $# -gt 0 ]; then
    echo "Archiving the links with tidemark-cli instead." >&2
    exec build/release/bin/tidemark-cli archive "$@"
fi
echo "This is what the command line program can do:" >&2
exec build/release/bin/tidemark-cli --help
