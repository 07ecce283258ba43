// What people have to download, compressed as hosts send it (brotli): at most 250 kB for the page, everything counted that it
// loads but the editor, which takes the place of a plain text area later; and 1 MB for the engine. Texts beside the engine
// (library modules, names of characters) are fetched by the programs that need them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const dist = new URL('../../dist/', import.meta.url).pathname;
const KB = 1000;
const PAGE = 250 * KB;
const ENGINE = 1000 * KB;

function weight(files) {
  return files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0);
}

const files = (folder) => readdirSync(join(dist, folder)).map((name) => join(folder, name));

test('what is needed to see and use the page is at most 250 kB', () => {
  const first = files('.').filter((file) => statSync(join(dist, file)).isFile() && file !== 'editor.js');
  assert.ok(weight(first) <= PAGE, `${first.join(', ')}: ${weight(first)} bytes`);
});

test('the editor, loaded after it, is at most 150 kB', () => {
  assert.ok(weight(['editor.js']) <= 150 * KB, `${weight(['editor.js'])} bytes`);
});

for (const variant of ['threads', 'single']) {
  test(`the engine (${variant}) is at most 1 MB`, () => {
    const parts = files(`engine/${variant}`).filter((file) => statSync(join(dist, file)).isFile());
    assert.ok(weight(parts) <= ENGINE, `${weight(parts)} bytes`);
  });
}
