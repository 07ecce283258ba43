// How long the page takes from navigation, on a local server, with an empty cache: to the first paint, until it is interactive
// (text can be typed, the program can be run, and an event that arrives now is handled), and to rest, with the first run
// finished and drawn. Run by `cargo xtask bench`; prints how ten loads are distributed. Target: interactive within 300 ms.

import { closeBrowser, openPage } from '../browser/support.mjs';

const LOADS = 10;
const TARGET_MILLIS = 300;

/** Runs before the page does: notes when it is ready for a person. */
function watch() {
  const look = () => {
    const text = document.querySelector('.cm-content, textarea.code, .code textarea');
    const run = [...document.querySelectorAll('.actions button')].some((button) => !button.disabled);
    if (!text || !run) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (globalThis.interactiveAt = performance.now());
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
}

const times = { 'first paint': [], interactive: [], 'at rest': [] };
for (let load = 0; load < LOADS; load += 1) {
  const page = await openPage({ idle: false, before: watch });
  await page.waitForFunction(() => globalThis.interactiveAt);
  await page.evaluate(() => globalThis.pylanes.whenIdle());
  const [paint, interactive, rest] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    globalThis.interactiveAt,
    performance.now(),
  ]);
  times['first paint'].push(paint);
  times.interactive.push(interactive);
  times['at rest'].push(rest);
  await page.done();
}
await closeBrowser();
console.log(`${LOADS} loads with an empty cache, in ms (interactive: target ${TARGET_MILLIS})`);
for (const [what, found] of Object.entries(times)) {
  const sorted = found.toSorted((a, b) => a - b).map((time) => time.toFixed(0).padStart(5));
  console.log(`${what.padEnd(12)} ${sorted.join('')}   median ${sorted[LOADS / 2].trim()}`);
}
