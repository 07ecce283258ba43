// What a real run must stand: many hand-overs, many waits, requests, and leaving nothing behind.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage, theBrowser } from './support.mjs';

after(closeBrowser);

/** Calls `work(engine)` in a page that has an engine. */
async function withEngine(work, { isolated = true, ...more } = {}) {
  const page = await openPage({ isolated, idle: false });
  const found = await page.evaluate(
    async ([work, more]) => {
      const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
      return new Function(`return ${work}`)()(await createEngine(), more);
    },
    [work.toString(), more],
  );
  await page.done();
  return found;
}

const HAND_OVERS = `
import threading, time
EACH = 300_000
total = 0
def work():
    global total
    for _ in range(EACH):
        total += 1
        time.sleep(0)
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total <= 8 * EACH)
`;

const EXACT = `
import threading
EACH = 100_000
total, lock = 0, threading.Lock()
def work():
    global total
    for _ in range(EACH):
        with lock:
            total += 1
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total)
`;

/** How often a free GIL finds somebody who waits for it is the machine's affair: run until there were enough, but not for ever. */
const ENOUGH = 1_000_000;
const MOST_RUNS = 12;

test('eight threads hand the GIL over a million times, and a lock loses no count', async () => {
  const [many, exact] = await withEngine(
    async (engine, { handOvers, exact, enough, mostRuns }) => {
      const run = async (code) => {
        const { stdout, stderr, exitStatus, switches } = await engine.execute({ code, timeline: false, switchInterval: 0.0005 });
        return { stdout, stderr, exitStatus, switches };
      };
      const runs = [];
      for (let sum = 0; sum < enough && runs.length < mostRuns; sum += runs.at(-1).switches) runs.push(await run(handOvers));
      return [runs, await run(exact)];
    },
    { handOvers: HAND_OVERS, exact: EXACT, enough: ENOUGH, mostRuns: MOST_RUNS },
  );
  console.log(`# ${many.map((run) => run.switches).join(' + ')} hand-overs, then ${exact.switches}`);
  for (const run of many) assert.deepEqual([run.stdout, run.stderr, run.exitStatus], ['True\n', '', 0]);
  assert.deepEqual([exact.stdout, exact.stderr, exact.exitStatus], ['800000\n', '', 0]);
  const sum = many.reduce((sum, run) => sum + run.switches, 0);
  assert.ok(sum >= ENOUGH, `${sum} hand-overs`);
});

for (const isolated of [true, false]) {
  const where = isolated ? 'with shared memory' : 'without';
  test(`ten thousand tasks really wait at once, ${where}`, async () => {
    const run = await withEngine(
      (engine) =>
        engine.execute({
          code: `
import asyncio
async def wait(n):
    await asyncio.sleep(0.05 + n % 7 / 1000)
    return n
async def main():
    print(sum(await asyncio.gather(*(wait(n) for n in range(10_000)))))
asyncio.run(main())
`,
          timeline: false,
        }),
      { isolated },
    );
    assert.deepEqual([run.stdout, run.stderr, run.exitStatus], ['49995000\n', '', 0]);
  });

  test(`what a program asks of the internet is really fetched, ${where}`, async () => {
    const page = await openPage({ isolated, idle: false });
    const asked = [];
    page.context().on('request', (request) => asked.push(new URL(request.url()).pathname));
    const run = await page.evaluate(async () => {
      const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
      return (await createEngine()).execute({
        code: `
import asyncio, time, urllib.request
import aiohttp
begun = time.perf_counter()
print(urllib.request.urlopen("http://example.org/delay/0.2").status, time.perf_counter() - begun >= 0.2)
async def main():
    async with aiohttp.ClientSession() as session:
        async def get():
            async with session.get("http://example.org/delay/0.3") as response:
                return response.status
        begun = time.perf_counter()
        print(await asyncio.gather(*(get() for _ in range(20))) == [200] * 20, 0.3 <= time.perf_counter() - begun < 5)
asyncio.run(main())
`,
      });
    });
    await page.done();
    assert.deepEqual([run.stdout, run.stderr], ['200 True\nTrue True\n', '']);
    assert.ok(asked.filter((path) => path.includes('/delay/')).length >= 5, asked.join(' '));
  });
}

const FAMILY = `
import time
from multiprocessing import Process
if __name__ == "__main__":
    processes = [Process(target=time.sleep, args=(60,)) for _ in range(3)]
    for process in processes: process.start()
    ACT
`;

/** How many workers the browser has, of all pages and of workers themselves. */
async function nWorkers() {
  const session = await (await theBrowser()).newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
  await session.detach();
  return targetInfos.filter(({ type }) => type === 'worker').length;
}

for (const [what, act, stop] of [
  ['that are killed', 'for process in processes: process.kill(); process.join()'],
  ['that the program leaves behind', 'import os; os._exit(0)'],
  ['of a run that is stopped', 'time.sleep(60)', true],
]) {
  test(`workers of processes ${what} go, and running again adds none`, async () => {
    const page = await openPage({ idle: false });
    await page.evaluate(async () => {
      const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
      globalThis.theEngine = await createEngine();
      await globalThis.theEngine.execute({ code: 'print(1)' });
    });
    const before = await nWorkers();
    assert.ok(before > 1, 'workers are seen');
    let most = 0;
    for (let round = 0; round < 3; round += 1) {
      const run = page.evaluate(
        async ({ code, stop }) => {
          const signal = new AbortController();
          globalThis.stopIt = () => signal.abort();
          return globalThis.theEngine.execute({ code, signal: signal.signal }).catch((error) => error.code);
        },
        { code: FAMILY.replace('ACT', act), stop },
      );
      if (stop) {
        while ((await nWorkers()) < before + 3) await page.evaluate(() => new Promise(requestAnimationFrame));
        most = Math.max(most, await nWorkers());
        await page.evaluate(() => globalThis.stopIt());
      }
      await run;
      // Ended workers go when the browser gets to it.
      while ((await nWorkers()) > before) await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    if (stop) assert.equal(most, before + 3);
    await page.close();
    await page.context().close();
  });
}
