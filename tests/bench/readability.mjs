// Processor time a page of Mozilla's Readability on jsdom, parse included, over a folder of *.html and *.html.gz:
//     node readability.mjs NPM_DIR FOLDER [EVERY]
// NPM_DIR is where "npm install @mozilla/readability jsdom" was run; EVERY takes each Nth page only.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const [npm, folder, every = "1"] = process.argv.slice(2);
const require = createRequire(join(resolve(npm), "package.json"));
const { JSDOM, VirtualConsole } = require("jsdom");
const { Readability } = require("@mozilla/readability");

const pages = readdirSync(folder)
    .filter((name) => /\.html(\.gz)?$/.test(name))
    .sort()
    .filter((_, index) => index % Number(every) === 0)
    .map((name) => {
        const bytes = readFileSync(join(folder, name));
        return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    });

const processorMilliseconds = () => {
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
};

const extract = (bytes) => {
    const dom = new JSDOM(bytes, { url: "https://site.example/folder/page", virtualConsole: new VirtualConsole() });
    try {
        new Readability(dom.window.document).parse();
    } catch {
        // a page it gives up on counts with the time it took
    }
    dom.window.close();
};

for (const page of pages.slice(0, 20)) extract(page); // compiled once, as in a program that runs for long
const costs = pages.map((page) => {
    const before = processorMilliseconds();
    extract(page);
    return processorMilliseconds() - before;
});
const total = costs.reduce((sum, cost) => sum + cost, 0);
costs.sort((a, b) => a - b);
const quantile = (part) => costs[Math.round(part * (costs.length - 1))].toFixed(3);
console.log(
    `pages ${costs.length} median ${quantile(0.5)} ms p90 ${quantile(0.9)} ms p99 ${quantile(0.99)} ms ` +
        `max ${quantile(1)} ms, ${((costs.length * 1000) / total).toFixed(1)} pages/s`,
);
