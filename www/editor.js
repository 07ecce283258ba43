// The code editor: CodeMirror 6 set up for Python, behind a small interface. Bundled to `editor.js` by esbuild.
//
//   const { createEditor } = await import(new URL('editor.js', document.baseURI));
//   const editor = createEditor(parent, { doc, label, readOnly, onChange(text), onCursor(line) });
//
// Lines are numbered from 1, columns from 0 in UTF-16 units. Colours come from CSS custom properties only
// (`--code-…`, with fallbacks), so that light and dark are the page's business.
//
// Knows nothing of Pylanes' engine, runs or messages.

import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, temporarilySetTabFocusMode } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  gutter,
  GutterMarker,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colour = (name, fallback) => `var(--code-${name}, ${fallback})`;

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.moduleKeyword], color: colour('keyword', 'inherit') },
  { tag: [tags.string, tags.special(tags.string)], color: colour('string', 'inherit') },
  { tag: [tags.number, tags.bool, tags.null], color: colour('number', 'inherit') },
  { tag: [tags.comment, tags.lineComment], color: colour('comment', 'inherit'), fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: colour('function', 'inherit') },
  { tag: [tags.definition(tags.variableName), tags.className], color: colour('definition', 'inherit') },
  { tag: [tags.meta, tags.self], color: colour('meta', 'inherit') },
  { tag: tags.invalid, color: colour('invalid', 'inherit') },
]);

const theme = EditorView.theme({
  '&': { height: '100%', color: colour('text', 'inherit'), backgroundColor: colour('background', 'transparent') },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: colour('font', 'ui-monospace, Menlo, Consolas, monospace'), lineHeight: '1.55' },
  '.cm-content': { caretColor: colour('caret', 'currentColor') },
  '.cm-cursor': { borderLeftColor: colour('caret', 'currentColor') },
  '.cm-gutters': { color: colour('gutter', 'inherit'), backgroundColor: 'transparent', border: 'none' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: colour('text', 'inherit') },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: colour('selection', 'Highlight'),
  },
  '.cm-lane-gutter': { minWidth: '16px' },
  '.cm-lane-marks': { display: 'inline-flex', gap: '2px', alignItems: 'center', height: '100%' },
  '.cm-lane-mark': { minWidth: '7px', minHeight: '7px', borderRadius: '7px', backgroundColor: 'currentColor' },
  '.cm-current-line': { backgroundColor: colour('current-line', 'color-mix(in srgb, currentColor 10%, transparent)') },
});

// Lines that carry marks: which lane is where. Each mark is { line, color, title, text }.
class LaneMarks extends GutterMarker {
  constructor(marks) {
    super();
    this.marks = marks;
  }
  eq(other) {
    return JSON.stringify(this.marks) === JSON.stringify(other.marks);
  }
  toDOM() {
    const box = document.createElement('span');
    box.className = 'cm-lane-marks';
    for (const { color, title, text } of this.marks) {
      const chip = box.appendChild(document.createElement('span'));
      chip.className = 'cm-lane-mark';
      if (color) chip.style.backgroundColor = color;
      if (title) chip.title = title;
      if (text) chip.textContent = text;
    }
    return box;
  }
}

const setMarks = StateEffect.define();
const markField = StateField.define({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) now = marksIn(transaction.state.doc, effect.value);
    return now;
  },
});

function marksIn(doc, marks) {
  const byLine = new Map();
  for (const mark of marks) {
    if (mark.line < 1 || mark.line > doc.lines) continue;
    byLine.set(mark.line, [...(byLine.get(mark.line) ?? []), mark]);
  }
  const lines = [...byLine.keys()].sort((a, b) => a - b);
  return RangeSet.of(lines.map((line) => new LaneMarks(byLine.get(line)).range(doc.line(line).from)));
}

const setCurrentLine = StateEffect.define();
const currentLineField = StateField.define({
  create: () => Decoration.none,
  update(lines, transaction) {
    let now = lines.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setCurrentLine)) now = lineIn(transaction.state.doc, effect.value);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lineIn(doc, line) {
  if (!(line >= 1 && line <= doc.lines)) return Decoration.none;
  return Decoration.set([Decoration.line({ class: 'cm-current-line' }).range(doc.line(line).from)]);
}

// Where a line and column are in the document, kept inside it.
function offsetOf(doc, line, column) {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(at.from + Math.max(0, column), at.to);
}

// Marks changes that come from the page, so that `onChange` only tells of what the person typed.
const fromOutside = Annotation.define();

/** Makes an editor in `parent`. */
export function createEditor(parent, { doc = '', label = 'Python code', hint = '', readOnly = false, onChange, onCursor } = {}) {
  const editable = new Compartment();
  const labels = new Compartment();
  const locked = (value) => [EditorState.readOnly.of(value), EditorView.editable.of(true)];
  const labelled = (text) => EditorView.contentAttributes.of({ 'aria-label': text, spellcheck: 'false', tabindex: '0' });
  let cursorLine = 0;

  const listen = EditorView.updateListener.of((update) => {
    const typed = update.transactions.some((it) => it.docChanged && !it.annotation(fromOutside));
    if (typed) onChange?.(update.state.doc.toString());
    const line = update.state.doc.lineAt(update.state.selection.main.head).number;
    if (line !== cursorLine) onCursor?.((cursorLine = line));
  });

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        gutter({ class: 'cm-lane-gutter', markers: (it) => it.state.field(markField), initialSpacer: () => new LaneMarks([{}]) }),
        markField,
        currentLineField,
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        rectangularSelection(),
        EditorState.allowMultipleSelections.of(true),
        EditorState.tabSize.of(4),
        indentUnit.of('    '),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ activateOnTyping: false }),
        highlightSelectionMatches(),
        search({ top: true }),
        lintGutter(),
        python(),
        syntaxHighlighting(highlighting),
        theme,
        hint ? placeholder(hint) : [],
        editable.of(locked(readOnly)),
        labels.of(labelled(label)),
        listen,
        // Ctrl or Cmd with Enter is the page's; Esc lets the next Tab leave the editor.
        keymap.of([
          { key: 'Mod-Enter', run: () => true },
          { key: 'Shift-Mod-Enter', run: () => true },
          ...closeBracketsKeymap,
          ...searchKeymap,
          ...historyKeymap,
          { key: 'Escape', run: temporarilySetTabFocusMode },
          indentWithTab,
          ...defaultKeymap,
        ]),
      ],
    }),
  });

  return {
    view,
    getText: () => view.state.doc.toString(),
    /** Replaces the whole text; `onChange` is not called. */
    setText(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: fromOutside.of(true) });
    },
    setReadOnly: (value) => view.dispatch({ effects: editable.reconfigure(locked(value)) }),
    setLabel: (text) => view.dispatch({ effects: labels.reconfigure(labelled(text)) }),
    /** `[{ line, column, endLine, endColumn, severity: 'error' | 'warning' | 'info', message }]`; replaces the former ones. */
    setDiagnostics(list) {
      const at = view.state.doc;
      const diagnostics = list.map(({ line, column = 0, endLine = line, endColumn, severity = 'error', message }) => {
        const from = offsetOf(at, line, column);
        const to = Math.max(from, offsetOf(at, endLine, endColumn ?? Number.MAX_SAFE_INTEGER));
        return { from, to, severity, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    /** Highlights one line (0 or null for none), scrolling to it on request. */
    setCurrentLine(line, { scroll = false } = {}) {
      const effects = [setCurrentLine.of(line)];
      if (scroll && line >= 1 && line <= view.state.doc.lines) {
        effects.push(EditorView.scrollIntoView(view.state.doc.line(line).from, { y: 'nearest', yMargin: 40 }));
      }
      view.dispatch({ effects });
    },
    /** `[{ line, color, title, text }]`: a chip in the gutter for each lane that is at a line; replaces the former ones. */
    setMarks: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    /** Puts the cursor there and shows it. */
    goTo(line, column = 0) {
      const head = offsetOf(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: head }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
