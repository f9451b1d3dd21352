// One row of "How does this client compare?": k6 run --env TARGET=URL --vus N --duration Ns. Prints one line of JSON.
import http from 'k6/http';

export const options = { discardResponseBodies: true };

export default function () {
    http.get(__ENV.TARGET);
}

export function handleSummary(data) {
    const failed = data.metrics.http_req_failed;
    return {
        stdout: JSON.stringify({
            done: data.metrics.http_reqs ? data.metrics.http_reqs.values.count : 0,
            failed: failed ? failed.values.passes : 0, // a rate of what is true: passes are those that failed
            seconds: data.state.testRunDurationMs / 1000,
        }) + '\n',
    };
}
