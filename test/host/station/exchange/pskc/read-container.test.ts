import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { URN, fault, file, messages, only, refusal, warning } from './pskc-support.ts';

describe('a container', () => {
  it.each([
    ['no namespace', 'Version="1.0"', /of the namespace “”/],
    [
      'another namespace',
      'Version="1.0" xmlns="urn:example:pskc"',
      /of the namespace “urn:example/,
    ],
    ['no version', `xmlns="${URN}"`, /Version missing/],
    ['another version', `Version="2.0" xmlns="${URN}"`, /Version 2\.0; 1\.0 is read/],
  ])('is refused: %s', (_name, container, message) => {
    expect(messages(refusal(file({ container })))).toMatch(message);
  });

  it('is refused: another root, or no KeyPackage', () => {
    expect(messages(refusal('<html xmlns="http://www.w3.org/1999/xhtml"/>'))).toMatch(
      /html is no KeyC/,
    );
    expect(messages(refusal(`<KeyContainer Version="1.0" xmlns="${URN}"/>`))).toMatch(
      /no KeyPackage/,
    );
  });
});

describe('unknown elements', () => {
  it('of PSKC’s own namespace are refused where they are', () => {
    expect(fault(file({ data: '<Countr><PlainValue>1</PlainValue></Countr>' }))).toMatch(
      /Countr: PSKC 1\.0 has no such/,
    );
    expect(fault(file({ key: '<Colour>red</Colour>' }))).toMatch(/no such element in Key/);
  });

  it('of other namespaces and in Extensions are ignored with a warning', () => {
    const text = file({
      data: '<x:More xmlns:x="urn:x"/>',
      key: '<Extensions><y:Thing xmlns:y="urn:y"><Deep/></y:Thing></Extensions>',
    });
    only(readPskc(text));
    expect(warning(text)).toMatch(/More: of the namespace urn:x: ignored/);
    expect(warning(text)).toMatch(/Extensions: Thing of the namespace urn:y: ignored/);
  });
});
