import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../protocol/command/catalogue.ts';
import { lifecycles } from '../../../protocol/command/command.ts';
import { replyEnvelope, requestEnvelope } from '../../../protocol/message/envelope.ts';
import type { ErasedField } from '../../../protocol/message/field-type.ts';
import { statusCodes } from '../../../protocol/message/status.ts';
import { MESSAGES } from '../message/messages.ts';
import { namesIn, page, type Row, tableAfter } from './doc-tables.ts';

const messages = page('03-messages.md');
const lifecycle = page('04-lifecycle.md');
const commands = page('06-commands.md');
const names = namesIn(commands);

/** A type as the pages write it: CDDL, with the name of a table in place of its numbers. */
function typeText({ type: { cddl } }: ErasedField): string {
  if (!cddl.includes(' ; ')) return cddl;
  const values = Array.from(cddl.matchAll(/(\d+) ; (\S+)/g), ([, number = '', name = '']) => {
    return `${number} ${name}`;
  }).join(', ');
  const statuses = Object.entries(statusCodes).map(([name, code]) => `${String(code)} ${name}`);
  const table = values === statuses.join(', ') ? 'status' : nameOf(values);
  const [, list] = /^(\[0\*\d+ )/.exec(cddl) ?? [];
  return list === undefined ? table : `${list}${table}]`;
}

function nameOf(values: string): string {
  const [name] = [...names].find(([, listed]) => listed === values) ?? [];
  return name ?? `no table has ${values}`;
}

function rowOf(field: ErasedField): Row {
  return [`${String(field.key)}${field.required ? '' : ' ?'}`, field.name, typeText(field)];
}

function told(rows: readonly Row[]): readonly Row[] {
  return rows.map(([key = '', name = '', type = '']) => [key, name, type.replaceAll('`', '')]);
}

describe('docs/protocol/06-commands.md', () => {
  it('lists every command with its number, section, seal and states', () => {
    const states = Object.keys(lifecycles);
    const expected = catalogue.map((command) => [
      `0x${command.code.toString(16).toUpperCase().padStart(2, '0')}`,
      command.name,
      command.section,
      command.sealed ? 'sealed' : '',
      ...states.map((state) => (command.lifecycles.some((one) => one === state) ? '●' : '')),
    ]);
    expect(tableAfter(commands, /^- \*\*\[CMD-1\]/)).toEqual(expected);
  });

  it.each(catalogue.map(({ name, section, code, sealed }) => ({ name, section, code, sealed })))(
    'has section $section for $name',
    ({ name, section, code, sealed }) => {
      const heading = new RegExp(
        `^## ${section.replace('.', '\\.')} .*\\b${name}\\b.*\\n\\n(.*)$`,
        'm',
      );
      const [, first = ''] = heading.exec(commands) ?? [];
      expect(first).toContain(`0x${code.toString(16).padStart(2, '0')}`);
      expect(first.includes(', sealed')).toBe(sealed);
    },
  );

  const own = MESSAGES.filter((each) => each !== requestEnvelope && each !== replyEnvelope);
  it.each(own.map((each) => [each.name, each] as const))(
    'gives every field of %s with its key and its type',
    (name, { fields }) => {
      if (fields.length === 0) expect(commands).toContain(`\`${name}\` has no fields.`);
      else {
        const rows = tableAfter(commands, new RegExp(`^\`${name}\`[^|]*:$`));
        expect(told(rows)).toEqual(fields.map(rowOf));
      }
    },
  );

  it('has a table of names for every field that wants one', () => {
    expect([...names.keys()].sort()).toEqual([
      'algorithm',
      'event kind',
      'lifecycle',
      'mode',
      'part',
      'purpose',
      'reset cause',
    ]);
  });
});

describe('docs/protocol/03-messages.md', () => {
  it.each([
    ['request', requestEnvelope, /^- \*\*\[MSG-8\]/],
    ['reply', replyEnvelope, /^- \*\*\[MSG-9\]/],
  ] as const)('gives every field of the %s envelope', (_, { fields }, heading) => {
    expect(told(tableAfter(messages, heading))).toEqual(fields.map(rowOf));
  });

  it('lists every status with its number', () => {
    const rows = tableAfter(messages, /^- \*\*\[MSG-26\]/).map(([number, name]) => [number, name]);
    const expected = Object.entries(statusCodes).map(([name, code]) => [
      `0x${code.toString(16).toUpperCase().padStart(2, '0')}`,
      name,
    ]);
    expect(rows).toEqual(expected);
  });
});

describe('docs/protocol/04-lifecycle.md', () => {
  it('lists every state with its number', () => {
    const rows = tableAfter(lifecycle, /^- \*\*\[LIFE-1\]/);
    const listed = Object.fromEntries(rows.map(([number, name = '']) => [name, Number(number)]));
    expect(listed).toEqual(lifecycles);
  });
});
