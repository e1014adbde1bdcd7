import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { XML_LIMITS } from '../../../../../host/station/exchange/pskc/xml-guard.ts';
import { file, keyPackage, messages, only, refusal, vector } from './pskc-support.ts';

const dtd = (doctype: string, body = '&e;'): string =>
  file().replace('<KeyContainer', `${doctype}\n<KeyContainer`).replace('FK0001<', `${body}<`);

describe('text that is no XML as we take it is refused as a whole', () => {
  it.each([
    ['an entity', dtd('<!DOCTYPE KeyContainer [<!ENTITY e "x">]>')],
    [
      'an external entity',
      dtd('<!DOCTYPE KeyContainer [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    ],
    ['an external DTD', dtd('<!DOCTYPE KeyContainer SYSTEM "http://example.com/x.dtd">', 'x')],
    ['a parameter entity', dtd('<!DOCTYPE KeyContainer [<!ENTITY % p SYSTEM "x"> %p;]>', 'x')],
    ['a lower-case doctype', dtd('<!doctype KeyContainer>', 'x')],
    [
      'a billion laughs',
      dtd(
        `<!DOCTYPE KeyContainer [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]>`,
        '&a30;',
      ),
    ],
  ])('%s: no DTD is read', (_name, text) => {
    const [fault] = refusal(text);
    expect(fault).toMatchObject({ line: 2, column: 1 });
    expect(fault?.message).toMatch(/document type declaration/);
  });

  it('a DTD after a comment and white space, or behind a byte order mark', () => {
    const late = file().replace('<KeyContainer', '<!-- a < b --> <!DOCTYPE x>\n<KeyContainer');
    expect(refusal(`\uFEFF${late}`)[0]).toMatchObject({ line: 2, column: 16 });
  });

  it('an entity without a DTD', () => {
    const text = file({ device: '<DeviceInfo><SerialNo>&serial;</SerialNo></DeviceInfo>' });
    expect(messages(refusal(text))).toMatch(/not well-formed XML: entity not found/);
  });

  it.each([
    ['a tag that is not closed', '<Model>'],
    ['a prefix that is not declared', '<x:y/>'],
    ['an attribute without quotes', '<Model a=1/>'],
    ['an attribute twice', '<Model a="1" a="2"/>'],
  ])('%s, with its place', (_name, wrong) => {
    const text = file({ device: `<DeviceInfo>\n${wrong}<SerialNo>1</SerialNo></DeviceInfo>` });
    const [fault] = refusal(text);
    expect(fault?.message).toMatch(/not well-formed XML/);
    expect(fault?.line).toBeGreaterThanOrEqual(5);
    expect(fault?.line).toBeLessThanOrEqual(6);
  });

  it.each([
    ['text', 'serial,seed\n1,2\n'],
    ['nothing', ''],
    ['white space', ' \n'],
    ['two roots', `${file()}<a/>`],
    ['a character that XML does not have', file().replace('FK0001', 'FK\u0000')],
    ...[
      '&#0;',
      '&#x0000000000;',
      '&#0000000000;',
      '&#xD800;',
      '&#x00000D800;',
      '&#x000110000;',
      '&#X41;',
      '&#x;',
      '&#65',
      '&#;',
    ].map((reference) => [
      `the reference ${reference}`,
      file().replace('FK0001<', `FK${reference}<`),
    ]),
    ['a reference to one', file().replace('FK0001', 'FK&#0;')],
    ['half a surrogate pair', file().replace('FK0001', '\uD800')],
    ['another encoding', file().replace('UTF-8', 'ISO-8859-1')],
    ['a comment without an end', `${file()}<!-- `],
  ])('%s', (_name, text) => {
    expect(refusal(text)).toHaveLength(1);
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${file()}`, 'utf16le')],
    ['Latin-1', Buffer.from(file().replace('FK0001', 'é'), 'latin1')],
  ])('bytes that are not UTF-8: %s', (_name, bytes) => {
    expect(messages(refusal(bytes))).toMatch(/not UTF-8/);
  });

  it('a file cut anywhere at a tag or inside one', () => {
    const text = vector('figure6.xml').trimEnd();
    const cuts = [...text.matchAll(/[<>"/]/g)].flatMap(({ index }) => [index, index + 1]);
    for (const cut of cuts.filter((it) => it < text.length)) {
      expect(refusal(text.slice(0, cut))).toHaveLength(1);
    }
  });
});

describe('what is parsed has limits', () => {
  it('of length', () => {
    const limits = { ...XML_LIMITS, characters: 500 };
    expect(messages(refusal(file(), { limits }))).toMatch(/at most 500/);
  });

  it('of depth', () => {
    const deep = `<Extensions xmlns:x="urn:x">${'<x:a>'.repeat(40)}${'</x:a>'.repeat(40)}</Extensions>`;
    expect(messages(refusal(file({ key: deep })))).toMatch(/nested deeper than 32/);
    const millions = '<a>'.repeat(5_000_000);
    expect(messages(refusal(millions))).toMatch(/nested deeper/);
  });

  it('of elements and of the length of a tag', () => {
    const limits = { ...XML_LIMITS, elements: 5 };
    expect(messages(refusal(file(), { limits }))).toMatch(/more than 5 elements/);
    const attributes = Array.from({ length: 20_000 }, (_, index) => `a${index}="1"`).join(' ');
    const wide = file({ device: `<DeviceInfo ${attributes}/>` });
    expect(messages(refusal(wide))).toMatch(/a tag of more than/);
  });
});

describe('text that is XML is read', () => {
  it('with comments inside a value, CDATA, references and other ends of lines', () => {
    const device = '<DeviceInfo><SerialNo>FK<!-- 9 -->00<![CDATA[0]]>&#49;</SerialNo></DeviceInfo>';
    const text = file({ device }).replaceAll('\n', '\r\n');
    expect(only(readPskc(text)).serial).toBe('FK0001');
    expect(only(readPskc(`\uFEFF${text}`)).serial).toBe('FK0001');
    expect(only(readPskc(Buffer.from(`\uFEFF${text}`))).serial).toBe('FK0001');
  });

  it('names of any prefix', () => {
    const prefixed = file()
      .replace(/<(\/?)(?=[A-Z])/g, '<$1p:')
      .replace('xmlns=', 'xmlns:p=');
    expect(only(readPskc(prefixed)).serial).toBe('FK0001');
  });

  it('two thousand keys', () => {
    const packages = Array.from({ length: 2000 }, (_, index) =>
      keyPackage({
        id: `${index}`,
        device: `<DeviceInfo><SerialNo>S${index}</SerialNo></DeviceInfo>`,
      }),
    );
    const { tokens, faults, warnings } = readPskc(file({ before: packages.join('\n') }));
    expect(faults).toEqual([]);
    expect(tokens).toHaveLength(2001);
    // What is true of the file is said once.
    expect(warnings).toHaveLength(1);
  });
});
