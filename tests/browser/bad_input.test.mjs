// What goes too far ends in a clear, typed result, simulated or for real, and the engine goes on.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage } from './support.mjs';

after(closeBrowser);

/** What each program must come to, in both worlds. */
const PROGRAMS = {
  'endless printing': {
    code: 'while True:\n    print("x" * 10_000)\n',
    is: (run) => run.end === 'limit' && run.stdout.startsWith('xxx'),
  },
  'endless recursion': {
    code: 'def f(n):\n    return f(n + 1)\nf(0)\n',
    is: (run) => run.exitStatus === 1 && run.stderr.includes('RecursionError: maximum recursion depth exceeded'),
  },
  'allocating for ever': {
    code: 'kept = []\nwhile True:\n    kept.append("x" * 1_000_000 + str(len(kept)))\n',
    is: (run) => run.exitStatus === 1 && run.stderr.includes('MemoryError'),
  },
  'ten thousand threads': {
    code: 'import threading, time\nfor i in range(10_000):\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n',
    is: (run) => run.exitStatus === 1 && run.stderr.includes("RuntimeError: can't start new thread"),
  },
  'a paste of 5 MB': {
    code: `x = 1  # ${'y'.repeat(5 << 20)}\n`,
    is: (run) => run.error === 'problems' && run.kind === 'TooLarge',
  },
  'a syntax error': {
    code: 'print("on")\nfor in range(3):\n',
    is: (run) => run.error === 'problems' && run.kind === 'SyntaxError' && run.line === 2,
  },
  'deep nesting': {
    code: `x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}\n`,
    is: (run) => run.error === 'problems',
  },
};

for (const call of ['simulate', 'execute']) {
  test(`what goes too far is said, and the engine goes on: ${call}`, async () => {
    const page = await openPage({ idle: false });
    for (const [name, { code, is }] of Object.entries(PROGRAMS)) {
      const run = await page.evaluate(
        async ({ call, code }) => {
          const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
          globalThis.engine ??= await createEngine();
          try {
            const { end, exitStatus, stdout, stderr } = await globalThis.engine[call]({ code });
            return { end, exitStatus, stdout: stdout.slice(0, 100), stderr: stderr.slice(-300) };
          } catch (error) {
            const [first] = error.diagnostics ?? [];
            return { error: error.code ?? String(error), text: error.message, kind: first?.kind, line: first?.location.start.line };
          }
        },
        { call, code },
      );
      assert.ok(is(run), `${name}: ${JSON.stringify(run)}`);
    }
    const alive = await page.evaluate(async (call) => (await globalThis.engine[call]({ code: 'print("alive")' })).stdout, call);
    assert.equal(alive, 'alive\n');
    await page.done();
  });
}
