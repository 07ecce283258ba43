// Programs that CPython ran, really run: they print here what they printed there.
//
// The corpus may lie beside the repository; the project's own programs with threads, processes and tasks always run.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './support.mjs';

after(closeBrowser);

const corpus = new URL('../../../shared/truth/', import.meta.url);
const own = new URL('../programs/', import.meta.url);

/** Programs that ask for what a real run does not have: a process in the browser cannot fork. */
const NOT_REAL = ['mp_interrupts', 'mp_more', 'mp_signals', 'start_methods'];

/** Programs whose order hangs on short sleeps may try again: what a busy machine delays may come in another order. */
const ATTEMPTS = 3;

function programs(folder, wanted = () => true) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.py')).map((name) => name.slice(0, -3));
  return names
    .filter((name) => existsSync(new URL(`${name}.out`, folder)) && !NOT_REAL.includes(name) && wanted(name))
    .sort()
    .map((name) => {
      const read = (suffix) => readFileSync(new URL(name + suffix, folder), 'utf8');
      const exit = existsSync(new URL(`${name}.exit`, folder)) ? Number.parseInt(read('.exit'), 10) : 0;
      return { name, code: read('.py'), stdout: read('.out'), exit };
    });
}

/** The programs that came out otherwise, each with what it printed. */
async function differences(list, isolated) {
  const page = await openPage({ isolated, idle: false });
  const failed = await page.evaluate(
    async ({ list, attempts }) => {
      const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
      const engine = await createEngine();
      const failed = [];
      for (const { name, code, stdout, exit } of list) {
        let run;
        for (let n = 0; n < attempts; n++) {
          run = await engine.execute({ code }).catch((error) => ({ stdout: '', stderr: String(error) }));
          if (run.stdout === stdout && run.exitStatus === exit) break;
        }
        if (run.stdout === stdout && run.exitStatus === exit) continue;
        const ours = run.stdout.split('\n');
        const theirs = stdout.split('\n');
        const n = ours.findIndex((line, n) => line !== theirs[n]);
        const place = n < 0 ? `missing: ${theirs[ours.length]}` : `line ${n + 1}: ${ours[n]}\n  CPython: ${theirs[n]}`;
        failed.push(`${name}, status ${run.exitStatus} of ${exit}: ${place}\n${run.stderr.slice(-600)}`);
      }
      return failed;
    },
    { list, attempts: ATTEMPTS },
  );
  await page.done();
  return failed;
}

for (const isolated of [true, false]) {
  const where = isolated ? 'with shared memory' : 'without shared memory';
  for (const folder of ['threading', 'futures', 'multiprocessing', 'asyncio']) {
    const list = programs(new URL(`${folder}/`, corpus));
    test(`${folder}: the corpus does really what CPython did, ${where}`, { skip: !list.length }, async () => {
      assert.deepEqual(await differences(list, isolated), []);
    });
  }
  test(`the project's own programs do really what CPython does, ${where}`, async () => {
    const list = programs(own, (name) => /^(thread|executor|asyncio|mp)_/.test(name));
    assert.ok(list.length > 15);
    assert.deepEqual(await differences(list, isolated), []);
  });
}
