#!/usr/bin/env bash
# The same work through many clients, each pinned to one core, against a fresh server pinned to another: Tidemark's
# engines, wrk (twice: against itself it shows the noise), hey, ab, h2load, aiohttp, requests, and two yardsticks of our
# own, a bare epoll loop and a bare libcurl loop. Rounds: every client once, in turns, the order turned round each time.
# Medians of the rounds; ratios are medians of the rounds' own ratios. Where the server's core was more than 95 % busy
# the rate says little, and requests per processor second of the client are what counts; they always stand there.
# Usage: tests/bench/clients.sh [ROUNDS] [SECONDS] [WORK…]   works: quick large tls many article
# CLIENTS="direct wrk" leaves out all others.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
rounds=${1:-7}
seconds=${2:-3}
works=("${@:3}")
[ ${#works[@]} -gt 0 ] || works=(quick large tls many article)
programs=${TIDEMARK_BENCH:-$bench_folder/../../build/release/bench}
server_core=0
client_core=1
busy=0.95 # of the server's core: from here on the server is what is measured
hz=$(getconf CLK_TCK)
ulimit -n "$(ulimit -Hn)"
[ "$(nproc)" -ge 2 ] || { echo "two cores are needed: one for the server, one for the client" >&2; exit 2; }

# what each work is: connections, bytes of a body, and who can do it
declare -A connections=([quick]=64 [large]=64 [tls]=64 [many]=10000 [article]=1000)
declare -A size=([quick]=1000 [large]=450000 [tls]=1000 [many]=1000 [article]=450000)
declare -A title=([quick]="1 KB, 64 connections" [large]="450 KB, 64 connections" [tls]="1 KB over TLS 1.3, 64 connections"
    [many]="1 KB after 0-3 s, 10,000 connections" [article]="450 KB after 0 or 1 s, 1,000 connections")
declare -A delay=([many]=0:3000ms [article]=0:1)
declare -A mean=([many]=1.5 [article]=0.5)
declare -A who=([quick]="direct wrk wrk-again epollloop curlmulti h2load hey ab qt aiohttp sequential requests"
    [large]="direct wrk wrk-again epollloop curlmulti h2load hey ab qt aiohttp"
    [tls]="direct wrk wrk-again curlmulti h2load hey ab"
    [many]="direct wrk wrk-again"
    [article]="direct wrk wrk-again curlmulti hey qt aiohttp")
# Seconds at least: a course that begins all at once needs some until it is steady.
declare -A least=([quick]=1 [large]=1 [tls]=1 [many]=12 [article]=8)

note() { grep -qxF -- "$1" "$work/notes" 2>/dev/null || { echo "$1" >>"$work/notes" && echo "$1" >&2; }; }

# has NAME: whether this client can be run here.
has() {
    case $1 in
        direct | qt | sequential) ;;
        epollloop | curlmulti) [ -x "$programs/$1" ] || { note "$1 is left out: build the target benches"; return 1; } ;;
        aiohttp | requests)
            /usr/bin/python3 -c "import $1" 2>/dev/null || { note "$1 is left out: no python3-$1"; return 1; } ;;
        *) command -v "${1%-again}" >/dev/null || { note "${1%-again} is left out: it is not installed"; return 1; } ;;
    esac
}

# command_of NAME CONNECTIONS SECONDS: the words of its command, one a line, the address still to follow.
command_of() {
    local name=$1 c=$2 s=$3
    case $name in
        direct) printf '%s\n' "$cli" bench --engine direct --threads 1 --concurrency "$c" --duration "$s" --json "$work/json"
            [ "$work_now" != tls ] || printf '%s\n' --ca-file "$work/certificate.pem" ;;
        qt) printf '%s\n' "$cli" bench --engine qt --concurrency "$c" --duration "$s" --json "$work/json" ;;
        sequential) printf '%s\n' "$cli" bench --engine sequential --concurrency 1 --duration "$s" --json "$work/json" ;;
        epollloop | curlmulti) printf '%s\n' "$programs/$name" "$s" "$c" ;;
        wrk*) printf '%s\n' wrk -t1 -c"$c" -d"${s}s" --timeout 60s ;;
        hey) printf '%s\n' hey -z "${s}s" -c "$c" -t 60 ;;
        ab) printf '%s\n' ab -q -k -r -s 60 -t "$s" -n 100000000 -c "$c" ;;
        h2load) printf '%s\n' h2load --h1 -t1 -c"$c" -D "$s" ;;
        aiohttp) printf '%s\n' /usr/bin/python3 "$bench_folder/load_aiohttp.py" "$s" "$c" ;;
        requests) printf '%s\n' /usr/bin/python3 "$bench_folder/load_requests.py" "$s" ;;
    esac
}

# answers NAME: from what this client printed, how many requests were done and how many of them failed.
answers() {
    case $1 in
        direct | qt | sequential)
            sed -n 's/.*"completed": *\([0-9]*\).*/\1/p; s/^ *"failed": *\([0-9]*\).*/\1/p' "$work/json" | paste -sd' ' ;;
        epollloop | curlmulti | aiohttp | requests) tail -n 1 "$work/out" ;;
        wrk*) awk '/requests in/ {n = $1} /Socket errors/ {gsub(",", ""); e += $4 + $6 + $8 + $10} /Non-2xx/ {e += $NF}
                   END {print n + 0, e + 0}' "$work/out" ;;
        hey) awk '/^Error distribution/ {bad = 1} /responses$/ {gsub(/[][]/, ""); n += $2; if ($1 != 200) e += $2}
                  bad && /^ *\[[0-9]+\]/ {gsub(/[][]/, ""); n += $1; e += $1} END {print n + 0, e + 0}' "$work/out" ;;
        ab) awk '/^Complete requests/ {n = $3} /^Failed requests/ {e += $3} /^Non-2xx/ {e += $3} END {print n + 0, e + 0}' "$work/out" ;;
        h2load) awk '/^requests:/ {for (i = 2; i < NF; ++i) {if ($(i + 1) ~ /^done/) n = $i; if ($(i + 1) ~ /^failed/) e = $i}}
                     END {print n + 0, e + 0}' "$work/out" ;;
    esac
}

server_time() { awk '{print $14 + $15}' "/proc/$server_pid/stat"; }                          # in ticks
core_time() { awk -v c="cpu$server_core" '$1 == c {print $2 + $3 + $4 + $7 + $8 + $9}' /proc/stat; } # of all programs

stop_server() {
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

serve_work() {
    if [ "$work_now" = tls ]; then
        start_server taskset -c $server_core "$programs/tlsserver" "$work/certificate.pem" "${size[tls]}"
    else
        local options=(--seed 1 --body-size "${size[$work_now]}")
        [ -z "${delay[$work_now]:-}" ] || options+=(--delay "${delay[$work_now]}")
        start_server taskset -c $server_core "$cli" serve "${options[@]}"
    fi
}

# fire NAME CONNECTIONS SECONDS FILE: appends to FILE the requests done, seconds, processor seconds, peak KiB, errors, and
# the shares of the server's core that the server and that all programs took.
fire() {
    local name=$1 c=$2 s=$3 file=$4 before core_before began
    local words
    mapfile -t words < <(command_of "$name" "$c" "$s")
    serve_work
    rm -f "$work/json"
    before=$(server_time)
    core_before=$(core_time)
    began=$EPOCHREALTIME
    SSL_CERT_FILE=$work/certificate.pem taskset -c $client_core /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' \
        "${words[@]}" "$origin/" >"$work/out" 2>"$work/err" || [ $? = 1 ] || { # 1: some failed
        echo "$name failed:" >&2
        head -n 5 "$work/err" >&2
        exit 1
    }
    awk -v s="$(($(server_time) - before))" -v c="$(($(core_time) - core_before))" -v from="$began" -v to="$EPOCHREALTIME" \
        -v a="$(answers "$name")" -v hz="$hz" '
        {split(a, n, " "); t = (to - from) * hz; print n[1] + 0, $1, $2 + $3, $4, n[2] + 0, s / t, c / t}' "$work/time" >>"$file"
    stop_server
}

median() { sort -n | awk '{v[NR] = $1} END {if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

# ratios OF TO: of each round, the requests per processor second of one client to those of the other.
ratios() { paste "$1" "$2" | awk '$3 > 0 && $8 > 0 && $8 {print ($1 / $3) / ($8 / $10)}'; }
# The same of the rates.
rate_ratios() { paste "$1" "$2" | awk '{print ($1 / $2) / ($8 / $9)}'; }
quartiles() { sort -n | awk '{v[NR] = $1} END {printf "%.2f-%.2f", v[int((NR + 3) / 4)], v[int((3 * NR + 3) / 4)]}'; }

# row WORK NAME: its medians, and direct's ratios to it.
row() {
    local file=$work/$1.$2.runs direct=$work/$1.direct.runs rate each
    rate=$(awk '{print $1 / $2}' "$file" | median)
    each=$(awk '{print $1 / $3}' "$file" | median)
    printf '  %-12s %11.0f %14.0f' "$2" "$rate" "$each"
    [ "${size[$1]}" -lt 100000 ] || printf ' %9.2f' "$(awk -v n="$each" -v b="${size[$1]}" 'BEGIN {print n * b / 1e9}')"
    [ -z "${mean[$1]:-}" ] || printf ' %8.1f%%' "$(awk -v r="$rate" -v c="${connections[$1]}" -v m="${mean[$1]}" 'BEGIN {print 100 * r * m / c}')"
    printf ' %8.1f %6d  %3.0f%% (%3.0f%%)' "$(awk '{print $4 / 1024}' "$file" | median)" "$(awk '{e += $5} END {print e}' "$file")" \
        "$(awk '{print 100 * $7}' "$file" | median)" "$(awk '{print 100 * $6}' "$file" | median)"
    if [ "$2" != direct ] && [ -e "$direct" ]; then
        printf '   %5.2f (%s)  %5.2f' "$(ratios "$direct" "$file" | median)" "$(ratios "$direct" "$file" | quartiles)" \
            "$(rate_ratios "$direct" "$file" | median)"
        paste "$direct" "$file" | awk -v b=$busy '$7 > b || $14 > b {n++} END {if (n) printf "  server-bound in %d of %d", n, NR}'
    fi
    echo
}

show() {
    local name file
    echo
    printf '%s: medians of %s rounds of %s s\n' "${title[$1]}" "$rounds" "$2"
    printf '  %-12s %11s %14s' "" "requests/s" "per CPU second"
    [ "${size[$1]}" -lt 100000 ] || printf ' %9s' "GB/CPU s"
    [ -z "${mean[$1]:-}" ] || printf ' %9s' "ceiling"
    printf ' %8s %6s  %s   %s\n' "peak MiB" "errors" "core (server)" "direct to it: per CPU second (quartiles), rate"
    for name in ${who[$1]}; do
        file=$work/$1.$name.runs
        [ ! -s "$file" ] || row "$1" "$name"
    done
    if [ -s "$work/$1.wrk.runs" ] && [ -s "$work/$1.wrk-again.runs" ]; then
        echo "  wrk against itself: $(ratios "$work/$1.wrk.runs" "$work/$1.wrk-again.runs" | median) per CPU second" \
            "($(ratios "$work/$1.wrk.runs" "$work/$1.wrk-again.runs" | quartiles))," \
            "$(rate_ratios "$work/$1.wrk.runs" "$work/$1.wrk-again.runs" | median) in rate" \
            "($(rate_ratios "$work/$1.wrk.runs" "$work/$1.wrk-again.runs" | quartiles))"
    fi
}

# How much memory a connection takes: the peak with all of them less the peak with one.
connection_memory() {
    local all
    fire direct 1 4 "$work/one.runs"
    all=$(awk '{print $4}' "$work/many.direct.runs" | median)
    awk -v all="$all" -v c="${connections[many]}" '{printf "  direct: %.1f KiB of memory a connection, %.1f MiB the whole process\n", (all - $4) / c, all / 1024}' "$work/one.runs"
}

# The steady part alone, as Tidemark tells it, which a course that begins all at once does not spoil.
steady_share() {
    median <"$work/$1.steady" | awk '{printf "  direct: %.1f %% of the ceiling in the steady part\n", 100 * $1}'
}

echo "$(nproc) cores, server on core $server_core, client on core $client_core, load average $(cut -d' ' -f1-3 /proc/loadavg)"
for work_now in "${works[@]}"; do
    [ "$work_now" != tls ] || [ -x "$programs/tlsserver" ] || { note "tls is left out: build the target benches"; continue; }
    time=$((seconds > least[$work_now] ? seconds : least[$work_now]))
    clients=()
    for name in ${who[$work_now]}; do
        [[ " ${CLIENTS:-$name} " == *" $name "* ]] || continue
        ! has "$name" || clients+=("$name")
    done
    for round in $(seq "$rounds"); do
        echo "$work_now, round $round of $rounds" >&2
        order=("${clients[@]}")
        [ $((round % 2)) = 1 ] || mapfile -t order < <(printf '%s\n' "${clients[@]}" | tac)
        for name in "${order[@]}"; do
            fire "$name" "${connections[$work_now]}" "$time" "$work/$work_now.$name.runs"
            if [ "$name" = direct ] && [ -n "${mean[$work_now]:-}" ]; then
                sed -n 's/^ *"steady_rpm": *\([0-9.]*\).*/\1/p' "$work/json" | awk -v c="${connections[$work_now]}" -v m="${mean[$work_now]}" '{print $1 / 60 * m / c}' >>"$work/$work_now.steady"
            fi
        done
    done
    show "$work_now" "$time"
    [ ! -s "$work/$work_now.steady" ] || steady_share "$work_now"
    [ "$work_now" != many ] || [ ! -s "$work/many.direct.runs" ] || connection_memory
done
echo
echo "load average $(cut -d' ' -f1-3 /proc/loadavg)"
