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
