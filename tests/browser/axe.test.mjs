// Accessibility: axe finds nothing on any surface, panel or sheet, in both themes and both languages; and what axe cannot see:
// everything can be reached and done by keyboard, the narration is spoken, nothing is lost at 200 % and on narrow screens.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { closeBrowser, openPage, whenIdle } from './support.mjs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

after(closeBrowser);

/** What axe finds, as lines to read. */
async function findings(page, where) {
  await page.evaluate(`globalThis.axe ?? (() => { ${axe} })()`);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
    TAGS,
  );
  return found.violations.flatMap((it) => it.nodes.map((node) => `${where}: ${it.id} ${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`));
}

const surfaces = ['Trace', 'Compare', 'Guide'];

for (const language of ['en', 'zh-Hant']) {
  for (const theme of ['light', 'dark']) {
    test(`axe finds nothing on any surface (${language}, ${theme})`, async () => {
      const page = await openPage({ path: `?lang=${language}&theme=${theme}` });
      const found = [];
      for (const [i, surface] of surfaces.entries()) {
        await page.locator('.nav a').nth(i).click();
        await whenIdle(page);
        found.push(...(await findings(page, surface)));
      }
      assert.deepEqual(found, []);
      await page.done();
    });
  }
}

test('axe finds nothing on any panel, nor on any sheet', async () => {
  const page = await openPage();
  const found = [];
  for (const tab of await page.locator('.ins [role=tab]').all()) {
    await tab.click();
    await whenIdle(page);
    found.push(...(await findings(page, await tab.textContent())));
  }
  for (const [key, name] of [['?', 'help'], ['Control+k', 'commands']]) {
    await page.locator('.tl-box').first().focus();
    await page.keyboard.press(key);
    await page.locator('dialog[open]').waitFor();
    found.push(...(await findings(page, name)));
    await page.keyboard.press('Escape');
    await whenIdle(page);
  }
  await page.locator('.actions .quiet').click();
  await page.locator('dialog[open]').waitFor();
  found.push(...(await findings(page, 'settings')));
  assert.deepEqual(found, []);
  await page.done();
});

test('axe finds nothing on a narrow screen, in a frame, and with a problem shown', async () => {
  const found = [];
  const narrow = await openPage({ size: [390, 844] });
  for (const pane of await narrow.locator('.panes [role=tab]').all()) {
    await pane.click();
    await whenIdle(narrow);
    found.push(...(await findings(narrow, 'narrow')));
  }
  await narrow.done();
  const embedded = await openPage({ path: '?embed=1', size: [700, 420] });
  found.push(...(await findings(embedded, 'embedded')));
  await embedded.done();
  const wrong = await openPage({ path: `#code=${encodeURIComponent('def f(:\n    pass\n')}` });
  found.push(...(await findings(wrong, 'problem')));
  await wrong.done();
  assert.deepEqual(found, []);
});

test('nothing scrolls sideways, at 200 % and on every screen', async () => {
  // 200 % of a 1280 px screen is a window 640 px wide.
  for (const size of [[1440, 900], [1280, 720], [820, 1180], [390, 844], [700, 420], [640, 360]]) {
    for (const language of ['en', 'zh-Hant']) {
      const page = await openPage({ size, path: `?lang=${language}` });
      for (const i of surfaces.keys()) {
        await page.locator('.nav a').nth(i).click();
        await whenIdle(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${surfaces[i]} at ${size} in ${language} is ${over} px too wide`);
      }
      await page.done();
    }
  }
});

test('the run can be followed by keyboard and narration alone', async () => {
  const page = await openPage();
  const said = () => page.locator('.say [aria-live=polite]').textContent();
  await page.locator('.tl-box').first().focus();
  const heard = new Set([await said()]);
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Shift+ArrowRight');
    await whenIdle(page);
    heard.add(await said());
  }
  assert.ok(heard.size >= 3, `only heard: ${[...heard].join(' / ')}`);
  await page.keyboard.press('Home');
  await whenIdle(page);
  assert.equal((await page.evaluate(() => globalThis.pylanes.state())).simulated.step, 0);
  await page.done();
});

test('every control can be reached by Tab, and shows that it has the focus', async () => {
  const page = await openPage();
  const wanted = await page.evaluate(() => {
    const shown = (it) => it.getClientRects().length > 0 && !it.closest('[aria-hidden=true]');
    const all = [...document.querySelectorAll('button, select, a[href], input, [tabindex="0"]')];
    return all.filter((it) => shown(it) && it.tabIndex >= 0 && !it.disabled && !it.classList.contains('cm-content')).length;
  });
  const seen = new Set();
  const unmarked = new Set();
  for (let i = 0; i < wanted + 8; i++) {
    // Esc lets the next Tab leave the editor.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    const [id, name, marked] = await page.evaluate(() => {
      const it = document.activeElement;
      it.dataset.tabbed ??= String(document.querySelectorAll('[data-tabbed]').length + 1);
      const style = getComputedStyle(it);
      const own = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      const around = it.closest('.cm-editor, .code') && it.classList.contains('cm-content');
      return [it.dataset.tabbed, `${it.tagName}.${it.className} ${it.textContent.slice(0, 20)}`, own || Boolean(around)];
    });
    seen.add(id);
    if (!marked && !name.startsWith('BODY')) unmarked.add(name);
  }
  assert.deepEqual([...unmarked], []);
  assert.ok(seen.size >= wanted, `${seen.size} of ${wanted} controls were reached`);
  await page.done();
});
