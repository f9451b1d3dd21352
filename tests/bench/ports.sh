#!/usr/bin/env bash
# ports.sh [REQUESTS]: 1,000 in flight without keep-alive from a network of its own with 200 local ports; then 1,000 in
# flight with 256 descriptors. Every request has to succeed, and some have to wait for a port.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
without_network "$@"
requests=${1:-20000}
result=0 # of this script

# fire NAME ARGUMENT…: runs bench and prints what came of it.
fire() {
    local name=$1
    shift
    rm -f "$work/result.json"
    "$cli" bench "$origin/" --requests "$requests" --concurrency 1000 --json "$work/result.json" "$@" >/dev/null 2>"$work/messages" || [ $? = 1 ] || { # 1: some failed
        cat "$work/messages" >&2
        result=1
    }
    /usr/bin/python3 - "$name" "$work/result.json" <<'PYTHON' || result=1
import json, sys
result = json.load(open(sys.argv[2]))
print(f"{sys.argv[1]}: {result['succeeded']} of {result['requests']} succeeded in {result['elapsed_s']:.1f} s, "
      f"waits {result['waits']}, errors {result['errors']}")
sys.exit(result["succeeded"] != result["requests"])
PYTHON
}

serve --body-size 1000 --delay 0:20ms
echo "40000 40199" >/proc/sys/net/ipv4/ip_local_port_range
fire "200 local ports" --no-keep-alive
grep -qs '"no-local-port": *[1-9]' "$work/result.json" || { echo "none had to wait for a port: this proves nothing" >&2; result=1; }
echo "32768 60999" >/proc/sys/net/ipv4/ip_local_port_range
ulimit -n 256
fire "256 descriptors"
exit "$result"
