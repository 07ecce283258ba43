// The pipeline from end to end: the page appears, and the engine starts in the build that fits the host.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, isolatedUrl, openPage } from './support.mjs';

after(closeBrowser);

// Whatever the page shows first.
const anything = 'body > :not(script, iframe)';

// Starts an engine of the test's own and returns its first message, and the answer to `request` if there is one.
const firstWords = (page, query) =>
  page.evaluate(
    (query) =>
      new Promise((resolve, reject) => {
        const engine = new Worker(new URL(`engine.js${query}`, document.baseURI), { type: 'module' });
        engine.onerror = (event) => reject(new Error(event.message));
        engine.onmessage = ({ data }) => {
          engine.terminate();
          resolve(data?.bootError ?? 'booted');
        };
      }),
    query,
  );

test('the page appears on an isolated host, and the engine with threads starts', async () => {
  const page = await openPage({ idle: false });
  await page.waitForSelector(anything);
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  assert.equal(await firstWords(page, '?variant=threads&threads=2'), 'booted');
  await page.done();
});

test('the page appears in a sub-folder of a host that sends no headers, and the engine without threads starts', async () => {
  const page = await openPage({ isolated: false, idle: false });
  await page.waitForSelector(anything);
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  assert.equal(await firstWords(page, ''), 'booted');
  await page.done();
});

test('on a host that sends no headers the service worker isolates the page, and serves it without a network', async () => {
  const page = await openPage({ isolated: false, serviceWorker: true, idle: false });
  await page.waitForFunction(() => crossOriginIsolated);
  assert.equal(await firstWords(page, '?threads=2'), 'booted');
  // Everything has been fetched through the worker once by now.
  await page.reload();
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForSelector(anything);
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  await page.done();
});

test('in a frame of a course page that is not isolated itself, the engine with threads starts all the same', async () => {
  const page = await openPage({ isolated: false, idle: false });
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src, width: 700, height: 420 });
    document.body.append(frame);
  }, isolatedUrl);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForSelector(anything);
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  assert.equal(await frame.evaluate(() => crossOriginIsolated), true);
  assert.equal(await firstWords(frame, '?threads=2'), 'booted');
  await page.done();
});

test('the editor opens, tells what is typed, and lets Tab out after Esc', async () => {
  const page = await openPage({ idle: false });
  await page.evaluate(async () => {
    const { createEditor } = await import(new URL('editor.js', document.baseURI));
    document.body.replaceChildren(document.createElement('main'), document.createElement('button'));
    const main = document.querySelector('main');
    const options = { doc: 'x = 1\n', label: 'program', onChange: (text) => (globalThis.typed = text) };
    globalThis.editor = createEditor(main, options);
    globalThis.editor.setDiagnostics([{ line: 1, column: 0, endColumn: 1, message: 'a complaint' }]);
    globalThis.editor.setMarks([{ line: 1, color: 'red', title: 'MainThread' }]);
    globalThis.editor.setCurrentLine(1);
    globalThis.editor.goTo(2);
  });
  await page.keyboard.type('def f():');
  await page.keyboard.press('Enter');
  await page.keyboard.type('pass');
  assert.equal(await page.evaluate(() => globalThis.typed), 'x = 1\ndef f():\n    pass');
  assert.equal(await page.locator('.cm-lintRange-error').count(), 1);
  assert.equal(await page.locator('.cm-lane-mark[title=MainThread]').count(), 1);
  assert.equal(await page.locator('.cm-line.cm-current-line').textContent(), 'x = 1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BUTTON');
  await page.done();
});
