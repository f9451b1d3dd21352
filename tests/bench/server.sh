#!/usr/bin/env bash
# What the built-in server can serve, so that it is never what a benchmark measures: responses a second of 1 KB and of
# 450 KB to 1,000 connections of wrk, and what 2,000 a second of 450 KB cost it. Beside it, where installed, nginx with
# one process. Usage: tests/bench/server.sh [RUNS] [SECONDS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
without_network "$@"
runs=${1:-5}
seconds=${2:-5}
connections=1000
command -v wrk >/dev/null || { echo "no wrk: apt-get install wrk" >&2; exit 2; }
ulimit -n "$(ulimit -Hn)"

# start_nginx FILE: one process that serves FILE at /x, with what makes it quick.
start_nginx() {
    mkdir -p "$work/www" "$work/nginx"
    cp "$1" "$work/www/x"
    cat >"$work/nginx.conf" <<END
daemon off; master_process off; pid $work/nginx/pid; error_log $work/nginx/error.log;
worker_rlimit_nofile 8192; events { worker_connections 4096; multi_accept on; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=10;
    client_body_temp_path $work/nginx; proxy_temp_path $work/nginx; fastcgi_temp_path $work/nginx;
    uwsgi_temp_path $work/nginx; scgi_temp_path $work/nginx;
    server { listen 127.0.0.1:8080 backlog=4096; root $work/www; } }
END
    nginx -c "$work/nginx.conf" 2>/dev/null &
    server_pid=$!
    origin=http://127.0.0.1:8080
    for _ in $(seq 100); do
        (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null && break
        sleep 0.05
    done
}

stop_server() {
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

ticks() { awk '{print $14 + $15}' "/proc/$server_pid/stat"; } # of processor time, 100 a second

# fire NAME: appends responses a second, cores, CPU µs a response, p99 and errors to $work/NAME.rates.
fire() {
    wrk -t1 -c$connections -d1s "$origin/x" >/dev/null
    local before after out
    before=$(ticks)
    out=$(wrk -t1 -c$connections -d"${seconds}s" --timeout 10s --latency "$origin/x")
    after=$(ticks)
    awk -v cpu=$((after - before)) -v hz="$(getconf CLK_TCK)" '
        /requests in/ {n = $1}
        /Requests\/sec/ {rate = $2}
        $1 == "99%" && !p99 {p99 = $2}
        /Socket errors|Non-2xx/ {errors = "errors"}
        END {elapsed = n / rate
             printf "%.0f %.3f %.2f %s %s\n", rate, cpu / hz / elapsed, cpu / hz * 1e6 / n, p99, errors ? errors : "-"}
        ' <<<"$out" >>"$work/$1.rates"
}

median() { awk -v c="$2" '{print $c}' "$work/$1.rates" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

show() { # NAME TITLE
    awk -v title="$2" -v rate="$(median "$1" 1)" -v cores="$(median "$1" 2)" -v cost="$(median "$1" 3)" \
        -v errors="$(grep -c errors "$work/$1.rates" || true)" -v p99="$(awk '{print $4}' "$work/$1.rates" | paste -sd' ')" '
        BEGIN {printf "%-34s %8.0f /s %6.2f cores %8.2f CPU µs each   p99 %s%s\n", title, rate, cores, cost, p99,
                      errors ? ", errors in " errors " runs" : ""}'
}

for size in 1024 450000; do
    head -c "$size" /dev/urandom >"$work/body.$size"
done
echo "$(nproc) cores, load average $(cut -d' ' -f1-3 /proc/loadavg), $connections connections, medians of $runs runs of $seconds s"
for _ in $(seq "$runs"); do
    for size in 1024 450000; do
        serve --body-size "$size"
        fire "tidemark.$size"
        stop_server
        if command -v nginx >/dev/null; then
            start_nginx "$work/body.$size"
            fire "nginx.$size"
            stop_server
        fi
    done
    serve --delay 0:1000ms
    fire tidemark.delayed
    stop_server
done
show tidemark.1024 "tidemark-cli serve, 1 KB"
[ ! -e "$work/nginx.1024.rates" ] || show nginx.1024 "nginx, 1 KB"
show tidemark.450000 "tidemark-cli serve, 450 KB"
[ ! -e "$work/nginx.450000.rates" ] || show nginx.450000 "nginx, 450 KB"
show tidemark.delayed "the same after 0 to 1 s (2,000/s)"
echo "load average $(cut -d' ' -f1-3 /proc/loadavg)"
