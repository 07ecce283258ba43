// The same program, settings and choices give the same trace, byte for byte, in this browser and natively: a few programs
// with several settings, and the whole corpus, the project's own and what may lie beside the repository.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { closeBrowser, openPage } from './support.mjs';

const manifest = new URL('../../Cargo.toml', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'pylanes-'));

after(async () => {
  rmSync(folder, { recursive: true });
  await closeBrowser();
});

const PROGRAMS = {
  'threads, locks and sleeps': `
import threading, time
total = 0
lock = threading.Lock()
def work(n):
    global total
    for i in range(2_000):
        with lock:
            total += i
        if i % 500 == 0:
            time.sleep(0.001 * n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 5)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total, time.perf_counter())
`,
  'threads that only compute': `
import threading
def spin(n):
    x = 0
    for i in range(n): x += i * i % 7
    print(x)
for n in (30_000, 40_000, 50_000):
    threading.Thread(target=spin, args=(n,)).start()
`,
  'elementary functions and random numbers': `
import math, random
random.seed(3)
x = [random.random() for _ in range(200)]
print(sum(x), [random.randint(1, 6) for _ in range(20)])
for f in (math.sin, math.cos, math.tan, math.exp, math.log, math.atan, math.sqrt):
    print(f.__name__, [f(v * 10 + 0.1) for v in x[:20]])
print([v ** 2.5 for v in x[:20]], math.pow(2, 0.5), math.hypot(3.3, 4.4))
`,
  'exceptions': `
def f(n):
    return [1 / (n - i) for i in range(5)]
try:
    f(3)
except ZeroDivisionError as error:
    print(repr(error), {"a": 1, (2, 3): [4.5]})
try:
    f(2)
finally:
    # No traceback: it would name the folder.
    raise SystemExit("the end")
`,
};

const SETTINGS = [
  { cores: 2, seed: 7, scale: 'real' },
  { cores: 1, seed: 11, scale: 'slow' },
];

/** The trace that the native command line writes. */
function native(code, { cores, seed, scale }) {
  writeFileSync(join(folder, 'prog.py'), code);
  const args = ['run', 'prog.py', '--cores', cores, '--seed', seed, '--scale', scale, '--trace', 'out.pylt'].map(String);
  const cargo = ['run', '--quiet', '--manifest-path', manifest, '--bin', 'pylanes', '--', ...args];
  try {
    execFileSync('cargo', cargo, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    // A program that fails has an exit status of its own.
    if (error.status !== 1) throw error;
  }
  return readFileSync(join(folder, 'out.pylt'));
}

const CORPUS = ['../programs/', ...['language', 'threading', 'futures', 'multiprocessing', 'asyncio', 'time']
  .map((name) => `../../../shared/truth/${name}/`)];

/** Longer runs are cut, here as there. */
const MAX_STEPS = 20_000_000;

/** All programs of the corpus. */
function corpus() {
  const folders = CORPUS.map((folder) => new URL(folder, import.meta.url)).filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.py'))
      .sort()
      .map((file) => ({ name: file.slice(0, -3), code: readFileSync(new URL(file, folder), 'utf8') })),
  );
}

/** Where cargo puts the native command line. */
function binary() {
  const args = ['build', '--quiet', '--manifest-path', manifest, '--bin', 'pylanes', '--message-format=json'];
  const lines = execFileSync('cargo', args, { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n');
  return lines.map((line) => JSON.parse(line).executable).findLast(Boolean);
}

/** What a run in a folder came to natively; null when the program does not compile. */
function runIn(cwd, pylanes, code) {
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'prog.py'), code);
  const args = ['run', 'prog.py', '--cores', '2', '--seed', '7', '--max-steps', `${MAX_STEPS}`, '--report', '--trace', 'out.pylt'];
  const { stdout, stderr } = spawnSync(pylanes, args, { cwd, encoding: 'utf8', input: '', maxBuffer: 1 << 28 });
  const last = stderr.trimEnd().split('\n').at(-1);
  if (!last.startsWith('{')) return null;
  const { end, exit_status, steps } = JSON.parse(last);
  const bytes = createHash('sha256').update(readFileSync(join(cwd, 'out.pylt'))).digest('hex');
  return { stdout, status: end === 'exited' ? exit_status : null, steps, bytes };
}

/**
 * What a run came to natively. Tracebacks and some texts name the folder, and longer texts cost more: the bytes of a trace
 * that is another one in another folder are not told.
 */
function nativeRun(pylanes, code) {
  if (!natives.has(code)) natives.set(code, nativeRunNow(pylanes, code));
  return natives.get(code);
}
const natives = new Map();

function nativeRunNow(pylanes, code) {
  const [run, other] = [folder, join(folder, 'a-folder-whose-name-is-long-enough-to-cost-more')].map((cwd) => runIn(cwd, pylanes, code));
  return run && { ...run, bytes: run.bytes === other.bytes ? run.bytes : null };
}

for (const isolated of [true, false]) {
  test(`traces equal the native ones, in the engine ${isolated ? 'with' : 'without'} threads`, async () => {
    const page = await openPage({ isolated, idle: false });
    for (const [name, code] of Object.entries(PROGRAMS)) {
      for (const settings of SETTINGS) {
        const bytes = await page.evaluate(
          async ({ code, settings }) => {
            const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
            globalThis.engine ??= await createEngine();
            const run = await globalThis.engine.simulate({ code, ...settings, trace: true });
            return [...run.traceBytes];
          },
          { code, settings },
        );
        const expected = native(code, settings);
        assert.ok(expected.length > 100);
        assert.ok(Buffer.from(bytes).equals(expected), `${name}, ${JSON.stringify(settings)}`);
      }
    }
    await page.done();
  });

  test(`the corpus runs as it does natively, in the engine ${isolated ? 'with' : 'without'} threads`, async () => {
    const programs = corpus();
    assert.ok(programs.length > 30);
    const page = await openPage({ isolated, idle: false });
    const ours = await page.evaluate(async ([programs, maxSteps]) => {
      const { createEngine } = await import(new URL('pylanes.js', document.baseURI));
      const engine = await createEngine();
      const runs = [];
      for (const { code } of programs) {
        const run = await engine.simulate({ code, maxSteps, trace: true }).catch(() => null);
        if (!run) {
          runs.push(null);
          continue;
        }
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', run.traceBytes));
        const bytes = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        runs.push({ stdout: run.stdout, status: run.exitStatus, steps: run.steps, bytes });
      }
      return runs;
    }, [programs, MAX_STEPS]);
    await page.done();
    const pylanes = binary();
    const differing = programs.flatMap(({ name, code }, n) => {
      const theirs = nativeRun(pylanes, code);
      const our = theirs?.bytes === null ? { ...ours[n], bytes: null } : ours[n];
      return isDeepStrictEqual(our, theirs) ? [] : [{ name, our, theirs }];
    });
    assert.deepEqual(differing, []);
  });
}
