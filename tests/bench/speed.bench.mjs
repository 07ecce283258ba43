// How fast Python runs here: the programs of tests/bench/programs under Pylanes, with the scheduling and tracing the page
// uses, and under Pyodide (CPython compiled to WebAssembly), in the same browser, each in a worker, in turns.
// Run by `cargo xtask bench`. Prints both medians in milliseconds and the ratio (above 1: Pylanes is faster).
//
// By hand, against a site that is being served: PYLANES_URL=http://127.0.0.1:8080/ node tests/bench/speed.bench.mjs [name …]

import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { closeBrowser, isolatedUrl, theBrowser } from '../browser/support.mjs';

const ROUNDS = Number(process.env.PYLANES_BENCH_ROUNDS ?? 7);
/** Rounds that do not count: browsers compile a large function well only after it has been at work for a while. */
const WARM_UP = 2;
const programs = new URL('programs/', import.meta.url).pathname;
const pyodide = new URL('../../node_modules/pyodide/', import.meta.url).pathname;
const types = { '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

const wanted = process.argv.slice(2);
const names = readdirSync(programs)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

/** Serves Pyodide's files to pages of other origins. */
function serve() {
  const server = createServer((request, response) => {
    const file = join(pyodide, new URL(request.url, 'http://x').pathname);
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    createReadStream(file).on('error', () => response.writeHead(404).end()).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** In the page: both engines, ready to time a program. */
async function prepare([base, variant]) {
  const { createEngine } = await import(new URL('pylanes.js', document.baseURI).href);
  const engine = await createEngine({ variant });
  const script = `
    const { loadPyodide } = await import('${base}pyodide.mjs');
    const python = await loadPyodide({ indexURL: '${base}' });
    let text = '';
    python.setStdout({ batched: (line) => (text += line + '\\n') });
    onmessage = ({ data }) => {
      text = '';
      const globals = python.globals.get('dict')();
      globals.set('__name__', '__main__');
      const begun = performance.now();
      python.runPython(data, { globals });
      const millis = performance.now() - begun;
      globals.destroy();
      postMessage({ millis, text });
    };
    postMessage('ready');`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
  const answer = () =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(`Pyodide: ${event.message}`));
    });
  await answer();
  globalThis.time = {
    async pylanes(code) {
      const run = await engine.simulate({ code, maxSteps: 1_000_000_000 });
      return { millis: run.wallMillis, text: run.stdout, steps: run.steps };
    },
    pyodide(code) {
      worker.postMessage(code);
      return answer();
    },
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cell = (value, digits = 1) => value.toFixed(digits).padStart(9);

const server = await serve();
const browser = await theBrowser();
const page = await (await browser.newContext()).newPage();
await page.goto(`${isolatedUrl}?embed=1`);
await page.evaluate(prepare, [`http://127.0.0.1:${server.address().port}/`, process.env.PYLANES_BENCH_VARIANT]);
console.log(`${'program'.padEnd(16)}${'Pylanes'.padStart(9)}${'Pyodide'.padStart(9)}${'ratio'.padStart(9)}${'ns/step'.padStart(9)}   (medians of ${ROUNDS}, ms)`);
const ratios = [];
for (const name of names) {
  const code = readFileSync(join(programs, `${name}.py`), 'utf8');
  const walls = { pylanes: [], pyodide: [] };
  let steps = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const texts = {};
    for (const who of ['pylanes', 'pyodide']) {
      const run = await page.evaluate(([who, code]) => globalThis.time[who](code), [who, code]);
      if (round >= 0) walls[who].push(run.millis);
      texts[who] = run.text;
      steps = run.steps ?? steps;
    }
    if (texts.pylanes !== texts.pyodide) throw new Error(`${name} prints ${texts.pylanes} and not ${texts.pyodide}`);
  }
  const [ours, theirs] = [median(walls.pylanes), median(walls.pyodide)];
  ratios.push(theirs / ours);
  console.log(`${name.padEnd(16)}${cell(ours)}${cell(theirs)}${cell(theirs / ours, 2)}${cell((ours * 1e6) / steps, 1)}`);
}
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
console.log(`${'geometric mean'.padEnd(34)}${cell(mean, 2)}   least ${Math.min(...ratios).toFixed(2)}`);
await closeBrowser();
server.close();
