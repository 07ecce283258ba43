// How long the page takes from the click to the first paint and to rest, with an empty cache, on a local server.
// Run by `cargo xtask bench`; prints medians in milliseconds.

import { closeBrowser, openPage } from '../browser/support.mjs';

const REPEAT = 7;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const paints = [];
const rests = [];
for (let round = 0; round < REPEAT; round += 1) {
  const page = await openPage();
  rests.push(await page.evaluate(() => performance.now()));
  paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN));
  await page.done();
}
await closeBrowser();
console.log(`first paint ${median(paints).toFixed(0)} ms, at rest ${median(rests).toFixed(0)} ms (median of ${REPEAT})`);
