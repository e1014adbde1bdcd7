import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { inJapanese } from '../../../../../host/cli/station/phrases/japanese.ts';

const HOST = join(import.meta.dirname, '../../../../../host');
const PHRASES = globSync('cli/station/phrases/*-ja.ts', { cwd: HOST });

/** What tells of faults, and which of its arguments is the message. */
const TELLERS: Readonly<Record<string, number>> = {
  RegistryError: 1,
  OperatorError: 1,
  VisitTrouble: 1,
  VisitStopped: 1,
  VaultError: 1,
  StoreError: 1,
  PrinterError: 0,
  usage: 0,
  refused: 1,
};

const ROOMS = [
  'station/{unit,run,trim,qualify,registry,lot,operator,custody}/*.ts',
  'station/exchange/**/*.ts',
  'station/label/printer/*.ts',
  'cli/station/**/*.ts',
  'cli/command/station/**/*.ts',
  'store/{vault,database}/*.ts',
];

/** They begin or end with words of a few, each of which has its phrase. */
const COMPOSED = ['7 on 7: 7', 'the 7 of 7 7'];

/** Messages as they stand in the code, with a 7 for each expression in them. */
function messagesOf(file: string): readonly string[] {
  const text = readFileSync(join(HOST, file), 'utf8');
  const messages: string[] = [];
  const visit = (node: ts.Node): void => {
    const told =
      ts.isNewExpression(node) || ts.isCallExpression(node) ? messageIn(node) : undefined;
    const named =
      ts.isPropertyAssignment(node) && node.name.getText() === 'message'
        ? node.initializer
        : undefined;
    for (const one of [told, named]) if (one !== undefined) messages.push(...textsOf(one));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return messages;
}

function messageIn(node: ts.NewExpression | ts.CallExpression): ts.Expression | undefined {
  const at = TELLERS[node.expression.getText()];
  return at === undefined ? undefined : node.arguments?.[at];
}

function textsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('')];
  }
  if (ts.isConditionalExpression(node)) {
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  }
  return [];
}

describe.each(ROOMS)('what is told by %s', (room) => {
  const files = globSync(room, { cwd: HOST, exclude: ['**/dist/**'] });

  it('is told in Japanese too', () => {
    const messages = files
      .flatMap(messagesOf)
      .filter((message) => /[a-z]{2}/.test(message) && !COMPOSED.includes(message));
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.filter((message) => !/[ぁ-んァ-ヶ一-龠]/u.test(inJapanese(message)))).toEqual(
      [],
    );
  });
});

describe.each(PHRASES)('%s', (file) => {
  const [, ...lines] = readFileSync(join(HOST, file), 'utf8').split('\n').slice(1);

  it('has each phrase and below it a translation that holds the same', () => {
    const pairs = lines.slice(0, -2);
    for (let at = 0; at < pairs.length; at += 2) {
      const [english = '', said = ''] = pairs.slice(at, at + 2);
      expect(english).toMatch(/^\S/);
      expect(said, english).toMatch(/^ {2}\S/);
      const holes = (text: string) => (text.match(/\{\d\}/g) ?? []).toSorted();
      expect(holes(said), english).toEqual(holes(english));
    }
  });
});

it.each([
  [
    'there is a lot 春 {0} already: give it another name',
    'ロット 春 {0} はすでにあります。別の名前にしてください',
  ],
  ['seeds.csv:3:7: S1 seed: not hex', 'seeds.csv:3:7: S1 seed: 16進数ではありません'],
  [
    'the clock of this computer: it is off by 3 s from that of the registry',
    'このパソコンの時計:台帳の時計と 3 s ずれています',
  ],
  ['2 faults in a.csv; nothing of it was taken', 'a.csv に誤りが2件あり、何も取り込みませんでした'],
  ['the batch key: /b: there is no such file', 'バッチ鍵: /b: ファイルがありません'],
  ['lot L1 is closed', 'ロット L1 は締め済みです'],
  ['serial:/dev/pts/3: no answer', 'serial:/dev/pts/3: no answer'],
])('%s', (message, said) => {
  expect(inJapanese(message)).toBe(said);
});
