// The engine by itself, through `pylanes.js`, in both builds: its first word, one closing reply for each request.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './support.mjs';

after(closeBrowser);

/** Runs `body(createEngine, EngineError, argument)` in a page, in the page's world. */
async function inPage({ isolated = true }, body, argument) {
  const page = await openPage({ isolated, idle: false });
  const result = await page.evaluate(
    async ({ body, argument }) => {
      const { createEngine, EngineError } = await import(new URL('pylanes.js', document.baseURI));
      return new Function(`return (${body})`)()(createEngine, EngineError, argument);
    },
    { body: String(body), argument },
  );
  await page.done();
  return result;
}

for (const isolated of [true, false]) {
  const build = isolated ? 'with threads' : 'without threads';

  test(`the engine ${build} says first who it is`, async () => {
    const environment = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      return engine.environment;
    });
    assert.equal(environment.threads, isolated);
    assert.ok(environment.cores >= 1 && environment.userAgent.includes('Chrom'));
    assert.ok(environment.clockResolutionNanos > 0);
  });

  test(`every request to the engine ${build} gets exactly one closing reply`, async () => {
    const closings = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      const count = {};
      const ask = (request) =>
        engine.request(request, {
          onReply: (kind, { id }) => {
            if (['Finished', 'Failed', 'Stopped'].includes(kind)) count[id] = (count[id] ?? 0) + 1;
          },
        });
      await Promise.all([
        ask({ Hello: {} }),
        ask({ Inspect: { run: 999, step: 0 } }),
        ask({ Seek: { run: 999, step: 0, target: { Instruction: { forward: true } } } }),
      ]);
      await ask({ Hello: {} });
      return Object.values(count);
    });
    assert.deepEqual(closings, [1, 1, 1, 1]);
  });
}

test('bytes that are no message are answered, and the engine lives on', async () => {
  const kinds = await inPage({}, (createEngine) => {
    const worker = new Worker(new URL('engine.js?format=json', document.baseURI), { type: 'module' });
    const kinds = [];
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        kinds.push(Object.keys(JSON.parse(data.json))[0]);
        if (kinds.length === 1) {
          worker.postMessage(new Uint8Array([250, 1, 2, 3]));
          worker.postMessage({ json: '{"Nonsense":1}' });
          worker.postMessage(null);
          worker.postMessage({ json: '{"Hello":{"id":1}}' });
        }
        if (kinds.at(-1) === 'Finished') resolve(kinds);
      };
    });
  });
  assert.deepEqual(kinds, ['Ready', 'Failed', 'Failed', 'Failed', 'Ready', 'Finished']);
});

for (const isolated of [true, false]) {
  const build = isolated ? 'with threads' : 'without threads';

  test(`a simulated program prints, fails and exits as Python does, in the engine ${build}`, async () => {
    const runs = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      const heard = [];
      const options = { onOutput: ({ stream, text }) => heard.push(`${stream}: ${text}`) };
      const good = await engine.simulate({ code: 'import threading\nprint("hello", 2 ** 100)\n', ...options });
      const bad = await engine.simulate({ code: 'print("on")\nraise SystemExit(3)\n' });
      const broken = await engine.simulate({ code: 'x = (1,\n' }).catch((error) => error);
      return { good, heard, bad, broken: { code: broken.code, n: broken.diagnostics.length } };
    });
    assert.equal(runs.good.stdout, 'hello 1267650600228229401496703205376\n');
    assert.deepEqual(runs.heard.join(''), 'stdout: hello 1267650600228229401496703205376\n');
    assert.deepEqual([runs.good.exitStatus, runs.good.end], [0, 'exited']);
    assert.ok(runs.good.steps > 5 && runs.good.makespanNanos > 0 && runs.good.wallMillis > 0);
    assert.deepEqual([runs.bad.stdout, runs.bad.exitStatus], ['on\n', 3]);
    assert.deepEqual(runs.broken, { code: 'problems', n: 1 });
  });

  test(`an endless simulated loop is stopped at the next slice, in the engine ${build}`, async () => {
    const { code, later, millis, stdout } = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      const stop = new AbortController();
      let slices = 0;
      let later = 0;
      let asked;
      // Messages arrive in order: when this later question is answered, the engine has heard that it shall stop.
      let heardStop = false;
      const options = {
        code: 'while True:\n    pass\n',
        maxSteps: 1e12,
        signal: stop.signal,
        onProgress: () => {
          if (heardStop) later += 1;
          else if (++slices === 5) {
            asked = performance.now();
            stop.abort();
            engine.request({ Hello: {} }).then(() => (heardStop = true));
          }
        },
      };
      const error = await engine.simulate(options).catch((error) => error);
      const millis = performance.now() - asked;
      const { stdout } = await engine.simulate({ code: 'print("still here")' });
      return { code: error.code, later, millis, stdout };
    });
    assert.equal(code, 'stopped');
    assert.ok(later <= 1, `${later} more slices after the engine heard that it shall stop`);
    assert.equal(stdout, 'still here\n');
    console.log(`# stopped after ${millis.toFixed(0)} ms and ${later} more slices`);
  });

  test(`any step of a run can be inspected; of many questions the last is answered and most are dropped, ${build}`, async () => {
    const { states, closings, unknown, seek } = await inPage({ isolated }, async (createEngine) => {
      const engine = await createEngine();
      const code = 'total = 0\nfor i in range(3000):\n    total += i\nprint(total)\n';
      const first = await engine.simulate({ code: 'print(1)' });
      const run = await engine.simulate({ code });
      const states = [];
      const closings = await Promise.all(
        [...Array(30).keys()].map((n) => (n < 29 ? 500 * n : run.steps)).map((step) =>
          engine.request(
            { Inspect: { run: run.id, step } },
            { onReply: (kind, body) => kind === 'State' && states.push(body.inspection) },
          ),
        ),
      );
      const unknown = await engine.inspect(first, 1).catch((error) => error.code);
      let seek;
      const target = { Line: { forward: true, lane: null } };
      await engine.request(
        { Seek: { run: run.id, step: 0, target } },
        { onReply: (kind, body) => kind === 'Found' && (seek = body.step) },
      );
      return { states, closings: closings.map(({ kind }) => kind), unknown, seek };
    });
    assert.equal(closings.at(-1), 'Finished');
    // How many are answered before the next one arrives, the browser decides.
    assert.ok(closings.filter((kind) => kind === 'Stopped').length >= 15, closings.join(' '));
    assert.equal(states.length, closings.filter((kind) => kind === 'Finished').length);
    const total = states.at(-1).globals.find(({ name }) => name === 'total');
    assert.equal(total.value, '4498500');
    assert.equal(unknown, 'unknown-run');
    assert.ok(seek > 0);
  });
}
