#!/usr/bin/env bash
# Builds the release into build/release/bin: packaging/build.sh [cmake options, for example -DTIDEMARK_TESTS=OFF]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/packages.sh build run
cmake --preset release "$@" >&2
cmake --build --preset release >&2
