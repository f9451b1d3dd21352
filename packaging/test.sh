#!/usr/bin/env bash
# Installs what is missing, builds the release and runs every test: packaging/test.sh [ctest options]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/packages.sh build run test
packaging/build.sh -DTIDEMARK_TESTS=ON
exec ctest --preset release -j "$(nproc)" "$@"
