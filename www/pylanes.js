// Pylanes without its page, for course pages and tests:
//
//   import { createEngine } from './pylanes.js';
//   const engine = await createEngine();
//   const run = await engine.simulate({ code: 'print("hello")', python: '3.14', cores: 2, seed: 7 });
//   run.stdout, run.stderr, run.exitStatus, run.steps, run.makespanNanos, run.wallMillis
//   const real = await engine.execute({ code });              // on real workers, behind a real GIL
//   const figures = await engine.measure({ workload, models: ['Sequential', 'Threading'], repeat: 5 });
//   engine.close();
//
// Every call takes `signal` (an AbortSignal), `onOutput({ stream, text })` and `onProgress({ steps, permille })`.
// What goes wrong is an `EngineError`; its `code` is one of
//   'problems'     the program does not compile: `diagnostics` says where
//   'stopped'      `signal` was aborted; `partial` has what the run had shown
//   'unknown-run'  a run that was replaced by a later one
//   'not-here'     the browser lacks what it takes: `missing`
//   'died'         the engine's worker ended; the next call starts another
//   'internal'     a defect of Pylanes
//
// Knows the wire's messages in their JSON form (`src/wire/mod.rs`), and nothing of how they are answered.

const PYTHONS = {
  3.9: 'Py39',
  '3.10': 'Py310',
  3.11: 'Py311',
  3.12: 'Py312',
  3.13: 'Py313',
  3.14: 'Py314',
  3.15: 'Py315',
  '3.14t': 'Py314t',
};

export class EngineError extends Error {
  constructor(code, message, details = {}) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
    Object.assign(this, details);
  }
}

/**
 * Starts an engine in a worker of its own and waits until it is ready.
 *
 * - `base`: the folder that `engine.js` is in; by default the one of this file.
 * - `variant`: 'threads' or 'single', by default what the host allows. `threads`: workers of the pool.
 */
export async function createEngine({ base = import.meta.url, variant, threads } = {}) {
  const url = new URL('engine.js', base);
  url.searchParams.set('format', 'json');
  if (variant) url.searchParams.set('variant', variant);
  if (threads) url.searchParams.set('threads', String(threads));
  const engine = new Engine(url);
  await engine.ready();
  return engine;
}

class Engine {
  #url;
  #worker;
  #ready;
  #nextId = 1;
  /** Open requests by number: `{ onReply, onDeath }`. */
  #open = new Map();

  constructor(url) {
    this.#url = url;
  }

  /** The first message of the engine: cores, threads, browser, clock resolution in nanoseconds. */
  environment;

  /** Starts the worker if there is none, and waits for its first word. */
  ready() {
    this.#ready ??= new Promise((resolve, reject) => {
      const worker = new Worker(this.#url, { type: 'module', name: 'pylanes' });
      this.#worker = worker;
      const die = (text) => {
        if (this.#worker !== worker) return;
        this.#forget();
        const error = new EngineError('died', text);
        reject(error);
        for (const { onDeath } of [...this.#open.values()]) onDeath(error);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        die(event.message || 'the engine could not be loaded');
      };
      worker.onmessage = ({ data }) => {
        if (data?.bootError) return die(data.bootError);
        const reply = JSON.parse(data.json);
        if (reply.Ready && !this.environment) this.environment = camel(reply.Ready.environment);
        if (reply.Ready) resolve(this.environment);
        const [kind, body] = Object.entries(reply)[0];
        this.#open.get(body.id)?.onReply(kind, body, data.trace);
      };
    });
    return this.#ready;
  }

  #forget() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
    this.environment = undefined;
  }

  /** Ends the engine at once; open calls fail with 'stopped'. */
  close() {
    this.#forget();
    const error = new EngineError('stopped', 'the engine was closed');
    for (const { onDeath } of [...this.#open.values()]) onDeath(error);
  }

  /**
   * Sends one request of the wire, such as `{ Hello: {} }`, and calls `onReply(kind, body, trace)` for each reply.
   * Settles with the closing reply: `{ kind, body, trace }`.
   */
  async request(request, { signal, onReply = () => {}, events = false, trace = false } = {}) {
    if (signal?.aborted) throw new EngineError('stopped', 'stopped before it began');
    await this.ready();
    const id = this.#nextId++;
    const [kind, body] = Object.entries(request)[0];
    const stop = () => this.#post({ Stop: { of: id } });
    try {
      return await new Promise((resolve, reject) => {
        this.#open.set(id, {
          onDeath: reject,
          onReply: (kind, body, trace) => {
            onReply(kind, body, trace);
            if (kind === 'Finished' || kind === 'Failed' || kind === 'Stopped') resolve({ kind, body, trace });
          },
        });
        signal?.addEventListener('abort', stop);
        this.#post({ [kind]: { id, ...body } }, { events, trace });
      });
    } finally {
      this.#open.delete(id);
      signal?.removeEventListener('abort', stop);
    }
  }

  #post(request, wishes = {}) {
    this.#worker?.postMessage({ json: JSON.stringify(request), ...wishes });
  }

  /** Runs a program in virtual time. See the head of this file. */
  simulate(options) {
    return this.#run('Simulate', options);
  }

  /**
   * Runs a program for real. Adds `wallNanos`, `switches` and `reduced` to what `simulate` gives. `timeline: false` records
   * no more than what the program writes: a record has an end, a long run need not.
   */
  execute(options) {
    return this.#run('Execute', options, { timeline: options.timeline ?? true });
  }

  async #run(kind, options, extra = {}) {
    const run = new Run(options);
    const started = performance.now();
    const closing = await this.request(
      { [kind]: { source: options.code, settings: settings(options), ...extra } },
      {
        signal: options.signal,
        events: options.events,
        trace: options.trace,
        onReply: (kind, body) => run.take(kind, body),
      },
    );
    run.wallMillis = performance.now() - started;
    return run.finish(closing);
  }

  /**
   * Measures for real. Either a workload (`{ tasks, cpuPerTaskNanos, ioPerTaskNanos, bytesPerTask, workers, asyncLibrary }`)
   * under `models`, giving one entry for each in order; or `code`, run `repeat` times, giving one entry.
   * An entry: `{ model, wallsNanos, startupNanos, latenciesNanos, switches, bytesMoved, memoryBytes, reduced }`; latencies are
   * the median, the 95th and the 99th percentile of a workload's tasks.
   */
  async measure({ code, workload, model, models = [model ?? 'Sequential'], repeat = 3, ...options }) {
    if (code !== undefined) {
      const runs = [];
      for (let i = 0; i < repeat; i++) runs.push(await this.execute({ code, ...options }));
      return { ...runs.at(-1).figures, model, wallsNanos: runs.map((run) => run.wallNanos) };
    }
    const found = [];
    const request = {
      workload: {
        tasks: workload.tasks,
        cpu_per_task: workload.cpuPerTaskNanos,
        io_per_task: workload.ioPerTaskNanos,
        bytes_per_task: workload.bytesPerTask ?? 0,
        workers: workload.workers,
        async_library: workload.asyncLibrary ?? true,
      },
      models,
      repeat,
    };
    const closing = await this.request(
      { Measure: request },
      {
        signal: options.signal,
        onReply: (kind, body) => {
          if (kind === 'ModelMeasured') found.push({ model: body.model, ...measured(body.measured) });
          if (kind === 'Progress') options.onProgress?.(body);
        },
      },
    );
    if (closing.kind !== 'Finished') throw failure(closing, { partial: found });
    return found;
  }

  /** The state of the simulated run `run` (what `simulate` gave) before step `step`. */
  async inspect(run, step) {
    let state;
    const closing = await this.request(
      { Inspect: { run: run.id, step } },
      { onReply: (kind, body) => kind === 'State' && (state = body.inspection) },
    );
    if (closing.kind !== 'Finished') throw failure(closing);
    return state;
  }
}

const LATENCIES = { fixed: 'Fixed', normal: 'Normal', 'heavy-tail': 'HeavyTail' };

function settings({ python = '3.14', cores = 2, switchInterval = 0.005, seed = 7, scale = 'real', ...rest }) {
  if (!PYTHONS[python]) throw new EngineError('internal', `there is no Python ${python}`);
  return {
    python: PYTHONS[python],
    cores,
    switch_interval: Math.round(switchInterval * 1e9),
    seed,
    scale: scale === 'slow' ? 'Slow' : 'Real',
    schedule: rest.schedule ?? '',
    max_steps: rest.maxSteps ?? 100_000_000,
    stdin: rest.stdin ?? '',
    latency: LATENCIES[rest.latency ?? 'normal'] ?? 'Normal',
  };
}

/** What a run shows, put together from its replies. */
class Run {
  stdout = '';
  stderr = '';
  exitStatus = null;
  steps = 0;
  makespanNanos = 0;
  #texts = [];
  #options;
  #diagnostics;

  constructor(options) {
    this.#options = options;
    if (options.events) Object.assign(this, { lanes: [], texts: this.#texts, events: [] });
  }

  take(kind, body) {
    this.id = body.id;
    if (kind === 'Problems') this.#diagnostics = body.diagnostics;
    if (kind === 'Progress') this.#options.onProgress?.(body);
    if (kind === 'Measured') {
      this.figures = measured(body.measured);
      const { wallsNanos, switches, reduced } = this.figures;
      Object.assign(this, { wallNanos: wallsNanos[0], switches, reduced });
    }
    if (kind !== 'Chunk') return;
    const { lanes, texts, events } = body.chunk;
    for (const text of texts) this.#texts.push(text);
    for (const event of events) this.#note(event);
    if (!this.#options.events) return;
    for (const lane of lanes) this.lanes.push(lane);
    for (const event of events) this.events.push(event);
  }

  #note({ fact }) {
    if (!fact.Wrote) return;
    const text = this.#texts[fact.Wrote.text];
    const stream = fact.Wrote.stream === 'Stderr' ? 'stderr' : 'stdout';
    this[stream] += text;
    this.#options.onOutput?.({ stream, text });
  }

  /** The run itself, or the error that it ended in. `end` is 'exited', 'deadlock', 'limit' or 'stopped'. */
  finish(closing) {
    if (this.#diagnostics) {
      const first = this.#diagnostics[0];
      const where = first ? `line ${first.location.start.line}: ${first.message}` : 'it does not compile';
      throw new EngineError('problems', where, { diagnostics: this.#diagnostics });
    }
    if (closing.kind !== 'Finished') throw failure(closing, { partial: this });
    const { end, steps, makespan } = closing.body;
    const [kind, details] = typeof end === 'string' ? [end] : (Object.entries(end ?? {})[0] ?? []);
    Object.assign(this, { steps, makespanNanos: makespan, end: kind?.toLowerCase(), endDetails: details });
    if (kind === 'Exited') this.exitStatus = details;
    if (closing.trace) this.traceBytes = closing.trace;
    return this;
  }
}

function measured({ walls, startup, latencies, switches, bytes_moved, memory_bytes, reduced }) {
  return {
    wallsNanos: walls,
    startupNanos: startup,
    latenciesNanos: latencies,
    switches,
    bytesMoved: bytes_moved,
    memoryBytes: memory_bytes,
    reduced,
  };
}

function failure({ kind, body }, details) {
  if (kind === 'Stopped') return new EngineError('stopped', 'stopped', details);
  const reason = body.failure;
  if (reason === 'UnknownRun') return new EngineError('unknown-run', 'the run was replaced by a later one', details);
  if (reason.NotHere) {
    return new EngineError('not-here', `not available here: ${reason.NotHere}`, { missing: reason.NotHere, ...details });
  }
  return new EngineError('internal', reason.Internal ?? String(reason), details);
}

function camel({ cores, threads, user_agent, clock_resolution }) {
  return { cores, threads, userAgent: user_agent, clockResolutionNanos: clock_resolution };
}
