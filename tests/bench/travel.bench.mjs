// What it costs to look at any step of a run of ten million: asked of the engine as the page asks it, from the question to the
// whole state (frames, variables, locks, what changed). `cold`: steps nobody was at before, all over the run. `visited`: the
// steps around the last one, back and forth, as stepping and dragging ask for them. Targets for 95 of 100: 100 ms and 16 ms.
//
// Run by `cargo xtask bench`.

import assert from 'node:assert/strict';
import { closeBrowser, openPage } from '../browser/support.mjs';

const PROGRAM = `import threading

counts = {}
lock = threading.Lock()

def work(name):
    total = 0
    for i in range(330_000):
        total += i * i % 7
        if i % 1000 == 0:
            with lock:
                counts[name] = counts.get(name, 0) + total
    return total

threads = [threading.Thread(target=work, args=(k,)) for k in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(counts))
`;
const MIN_STEPS = 10_000_000;
const TARGETS = { cold: 100, visited: 16 };

const page = await openPage({ idle: false, path: '?embed=1' });
const found = await page.evaluate(async (code) => {
  const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
  const engine = await createEngine();
  const run = await engine.simulate({ code, maxSteps: 20_000_000 });
  const look = async (step) => {
    const begun = performance.now();
    await engine.inspect(run, step);
    return performance.now() - begun;
  };
  // Multiples of the golden ratio: everywhere, and never twice.
  const places = [...Array(100).keys()].map((n) => Math.floor(((n * 0.618034) % 1) * run.steps));
  const times = { cold: [], visited: [] };
  for (const place of places) {
    times.cold.push(await look(place));
    for (const by of [1, 2, 1, 0, 7, 100, 99, 3]) times.visited.push(await look(Math.min(place + by, run.steps)));
  }
  return { steps: run.steps, millis: run.wallMillis, times };
}, PROGRAM);
await page.done();
await closeBrowser();

assert.ok(found.steps >= MIN_STEPS, `only ${found.steps} steps`);
console.log(`${found.steps} steps, simulated in ${found.millis.toFixed(0)} ms; a look at a step, in ms`);
for (const [kind, times] of Object.entries(found.times)) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1).padStart(7);
  console.log(`${kind.padEnd(8)} median ${at(0.5)}   95 of 100 ${at(0.95)}   longest ${at(1)}   target ${TARGETS[kind]}`);
}
