// Nothing is lost: what was typed and where the playhead stood survive a reload, back and forward move between runs, and undo in
// the editor survives running.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage, whenIdle } from './support.mjs';

const state = (page) => page.evaluate(() => globalThis.pylanes.state());

after(closeBrowser);

/** Replaces the editor's text as a person does. */
async function write(page, text) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Waits until the URL says something else than it did. */
/** The URL and what the page keeps follow with a delay: the page says when they have. */
const urlFollows = (page) => page.waitForFunction(() => globalThis.pylanes.state().saved);

async function simulate(page) {
  await page.keyboard.press('Control+Enter');
  await whenIdle(page);
}

test('a draft survives a reload without having been run', async () => {
  const page = await openPage();
  await write(page, 'print("draft")\n');
  await urlFollows(page);
  await page.reload();
  await whenIdle(page);
  assert.equal((await state(page)).source.trim(), 'print("draft")');
  await page.done();
});

test('back and forward move between runs, whatever was typed in between', async () => {
  const page = await openPage();
  await write(page, 'print("one")\n');
  await simulate(page);
  const entries = await page.evaluate(() => history.length);
  const hash = await page.evaluate(() => location.hash);
  for (const text of ['print("t")\n', 'print("tw")\n', 'print("two")\n']) {
    await write(page, text);
    await urlFollows(page);
  }
  await simulate(page);
  assert.equal(await page.evaluate(() => history.length), entries + 1, 'keystrokes make no history');
  assert.notEqual(await page.evaluate(() => location.hash), hash);
  await page.goBack();
  await whenIdle(page);
  assert.equal((await state(page)).output, 'one\n');
  await page.goForward();
  await whenIdle(page);
  assert.equal((await state(page)).output, 'two\n');
  await page.done();
});

test('the playhead stands where it stood after a reload', async () => {
  const page = await openPage();
  await write(page, 'total = 0\nfor i in range(50):\n    total += i\nprint(total)\n');
  await simulate(page);
  await page.locator('.tl-box').first().focus();
  await page.keyboard.press('End');
  await whenIdle(page);
  const { step } = (await state(page)).simulated;
  assert.ok(step > 0);
  await urlFollows(page);
  await page.reload();
  await whenIdle(page);
  assert.equal((await state(page)).simulated.step, step);
  await page.done();
});

test('undo in the editor survives running', async () => {
  const page = await openPage();
  await write(page, 'print("first")\n');
  await simulate(page);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('print("second")\n');
  await simulate(page);
  assert.equal((await state(page)).output, 'first\nsecond\n');
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+z');
  await whenIdle(page);
  assert.equal((await state(page)).source, 'print("first")\n');
  await page.done();
});

test('a frame of another page links to the whole page at the same program', async () => {
  const page = await openPage({ path: `?embed=1&lang=zh-Hant#code=${encodeURIComponent('print("framed")\n')}`, size: [700, 420] });
  const link = page.locator('.full');
  await link.focus();
  const href = await link.getAttribute('href');
  await page.done();
  const whole = await openPage({ path: href.replace('./', '') });
  assert.equal((await state(whole)).source, 'print("framed")\n');
  assert.equal((await state(whole)).language, 'zh-Hant');
  await whole.done();
});
