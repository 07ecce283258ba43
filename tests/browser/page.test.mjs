// The page as people use it: it opens on a finished run, steps, tells what is wrong at its place, shares, and stays usable.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPage, whenIdle } from './support.mjs';

after(closeBrowser);

const state = (page) => page.evaluate(() => globalThis.pylanes.state());
const code = (text) => `#code=${encodeURIComponent(text)}`;

/** Replaces the program by typing, as a person does. */
async function write(page, text) {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('it opens on a finished run, standing at a telling step', async () => {
  const page = await openPage();
  const shown = await state(page);
  assert.equal(shown.simulated.status, 'finished');
  assert.ok(shown.simulated.lanes >= 3 && shown.simulated.switches > 0);
  assert.ok(shown.simulated.step > 0 && shown.simulated.step < shown.simulated.steps);
  assert.ok((await page.locator('.say p').textContent()).length > 10);
  await page.done();
});

test('steps lead forward and back to the same place', async () => {
  const page = await openPage();
  await page.selectOption('.transport select >> nth=0', '2');
  const step = async (name) => {
    await page.getByRole('button', { name }).click();
    await whenIdle(page);
    return (await state(page)).simulated.nanos;
  };
  const first = await step('Forward one step');
  assert.ok((await step('Forward one step')) > first);
  assert.equal(await step('Back one step'), first);
  await page.done();
});

test('the pointer asks what a slice is, and a click leads there, in a picture that stays', async () => {
  const page = await openPage();
  const box = await page.locator('.tl-box').first().elementHandle();
  const { x, y, width, height } = await box.boundingBox();
  const before = await state(page);
  for (const share of [0.3, 0.45, 0.6, 0.75]) await page.mouse.move(x + width * share, y + height * 0.5);
  await page.locator('#tip').waitFor();
  assert.ok((await page.locator('#tip').textContent()).length > 10);
  await page.mouse.click(x + width * 0.6, y + height * 0.5);
  await whenIdle(page);
  assert.notEqual((await state(page)).simulated.nanos, before.simulated.nanos);
  assert.ok(await box.evaluate((it) => it.isConnected), 'the timeline was made anew');
  await page.done();
});

test('an edit keeps the picture and marks it stale until the next run', async () => {
  const page = await openPage();
  await write(page, 'print("mine")\n');
  await whenIdle(page);
  assert.equal((await state(page)).simulated.stale, true);
  assert.ok(await page.locator('.stale-mark').isVisible());
  await page.keyboard.press('Control+Enter');
  await whenIdle(page);
  const shown = await state(page);
  assert.equal(shown.simulated.stale, false);
  assert.equal(shown.output, 'mine\n');
  await page.done();
});

test('a syntax error is shown at its place, once in the editor and once in words', async () => {
  const page = await openPage({ path: code('x = 1\nfor in range(3):\n    pass\n') });
  assert.equal((await state(page)).simulated.status, 'rejected');
  assert.ok((await page.locator('.problems').textContent()).includes('Line 2'));
  await page.locator('.cm-lintRange-error').first().waitFor();
  await page.done();
});

test('the link that is copied opens the same program at the same step', async () => {
  const page = await openPage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Shift+ArrowRight');
  await whenIdle(page);
  const before = await state(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.locator('.notice.good').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.done();
  const again = await openPage({ path: link.slice(link.indexOf('#')) });
  const shown = await state(again);
  assert.equal(shown.source, before.source);
  assert.equal(shown.simulated.step, before.simulated.step);
  await again.done();
});

test('a damaged link opens the page with a message', async () => {
  const page = await openPage({ path: '#v1.AAAAdamaged' });
  assert.ok(await page.locator('.notice.bad').isVisible());
  assert.equal((await state(page)).simulated.status, 'finished');
  await page.done();
});

test('language and theme follow the buttons and the URL, and survive a reload', async () => {
  const page = await openPage();
  await page.getByRole('button', { name: '中文' }).click();
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hant');
  assert.ok(await page.getByRole('button', { name: '模擬', exact: true }).isVisible());
  await page.locator('.header .button').first().click();
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await page.waitForFunction(() => (localStorage.getItem('pylanes.saved') ?? '').includes(' dark '));
  await page.reload();
  await whenIdle(page);
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hant');
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await page.done();
  const other = await openPage({ path: '?lang=zh-Hant&theme=dark' });
  assert.equal((await state(other)).language, 'zh-Hant');
  assert.equal(await other.getAttribute('html', 'data-theme'), 'dark');
  await other.done();
});

test('an endless loop can be stopped, and the program is kept', async () => {
  const page = await openPage();
  await write(page, 'import time\nwhile True:\n    pass\n');
  await page.getByRole('button', { name: 'Simulate' }).click();
  // Whichever comes first: the button, or the limit that ends the run.
  const stop = page.getByRole('button', { name: 'Stop' });
  await stop.or(page.locator('.notice')).first().waitFor();
  if (await stop.isVisible()) await stop.click();
  await whenIdle(page);
  const shown = await state(page);
  assert.ok(['stopped', 'finished'].includes(shown.simulated.status));
  assert.ok(shown.source.startsWith('import time'));
  await write(page, 'print(1)\n');
  await page.keyboard.press('Control+Enter');
  await whenIdle(page);
  assert.equal((await state(page)).output, '1\n');
  await page.done();
});

test('everything is reached by keyboard alone', async () => {
  const page = await openPage();
  const start = await state(page);
  await page.locator('.tl-box').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await whenIdle(page);
  assert.notEqual((await state(page)).simulated.nanos, start.simulated.nanos);
  await page.keyboard.press('Home');
  await whenIdle(page);
  assert.equal((await state(page)).simulated.nanos, 0);
  await page.locator('#tab-stacks').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal((await page.locator('[role=tab][aria-selected=true]').last().getAttribute('id')), 'tab-variables');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await page.done();
});

for (const size of [[1440, 900], [1280, 720], [820, 1180], [390, 844], [700, 420]]) {
  test(`nothing scrolls sideways at ${size.join('×')}, on any surface, in both languages`, async () => {
    for (const lang of ['en', 'zh-Hant']) {
      const page = await openPage({ size, path: `?lang=${lang}` });
      for (const surface of [0, 1, 2]) {
        await page.locator('.nav a').nth(surface).click();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${lang}, surface ${surface}: ${over} px too wide`);
      }
      await page.done();
    }
  });
}

test('the decision form ends in a recommendation whose program opens in Trace', async () => {
  const page = await openPage();
  await page.getByRole('link', { name: 'Guide' }).click();
  for (const answer of ['Computing', 'Python code', 'Little: own data, small messages', 'No']) {
    await page.locator('.ask').getByLabel(answer, { exact: true }).check();
  }
  assert.ok((await page.locator('.advice h2').textContent()).includes('multiprocessing'));
  await page.locator('.advice .linkish').last().click();
  await whenIdle(page);
  assert.equal((await state(page)).surface, 'Trace');
  await page.done();
});
