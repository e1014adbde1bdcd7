import { faultAt } from './xml-fault.ts';

/** The most that is parsed: about 40,000 encrypted tokens. */
export const XML_LIMITS = {
  /** UTF-16 units. */
  characters: 64 * 1024 * 1024,
  depth: 32,
  elements: 2_000_000,
  /** UTF-16 units of one tag with its attributes. */
  tag: 65_536,
} as const;

export type XmlLimits = { readonly [Name in keyof typeof XML_LIMITS]: number };

const NOT_A_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
/** However it is written: parsers make NUL of what is no number. */
const CHARACTER_REFERENCE = /&#(?:(?:x([0-9a-fA-F]+)|([0-9]+));)?/g;
const DECLARED_ENCODING = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;

/**
 * Refuses what must not reach a parser: document type declarations, and with them all entities, and
 * text without measure. Looks at markup alone; whether the rest is well-formed is the parser's to say.
 * @throws XmlFault
 */
export function guardXml(text: string, limits: XmlLimits = XML_LIMITS): void {
  if (text.length > limits.characters) {
    const most = String(limits.characters);
    throw faultAt('', 0, `the file has ${text.length} characters; at most ${most} are read`);
  }
  guardCharacters(text);
  let depth = 0;
  let elements = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = after(text, '-->', at, 'a comment');
    else if (text.startsWith('<![CDATA[', at)) at = after(text, ']]>', at, 'a CDATA section');
    else if (text.startsWith('<?', at)) at = after(text, '?>', at, 'a processing instruction');
    else if (text.startsWith('<!', at)) {
      throw faultAt(
        text,
        at,
        'a document type declaration (DTD) or entity: PSKC has none, and none is read',
      );
    } else {
      const end = tagEnd(text, at, limits.tag);
      if (text.startsWith('</', at)) depth -= 1;
      else {
        elements += 1;
        if (elements > limits.elements) {
          throw faultAt(text, at, `more than ${limits.elements} elements`);
        }
        const deeper = text[end - 1] === '/' ? depth : depth + 1;
        if (deeper > limits.depth) {
          throw faultAt(text, at, `elements are nested deeper than ${limits.depth}`);
        }
        depth = deeper;
      }
      at = end + 1;
    }
  }
}

function guardCharacters(text: string): void {
  const encoding = DECLARED_ENCODING.exec(text)?.[1];
  if (encoding !== undefined && !/^(utf-8|us-ascii|ascii)$/i.test(encoding)) {
    throw faultAt(text, 0, `the file declares the encoding ${encoding}; write it in UTF-8`);
  }
  const wrong = NOT_A_CHARACTER.exec(text);
  if (wrong !== null) {
    throw faultAt(text, wrong.index, 'a character that XML 1.0 does not allow');
  }
  for (const { index, 1: hex, 2: decimal } of text.matchAll(CHARACTER_REFERENCE)) {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    // Also what is no number.
    if (!(code <= 0x10ffff) || NOT_A_CHARACTER.test(String.fromCodePoint(code))) {
      throw faultAt(text, index, 'a reference to a character that XML 1.0 does not allow');
    }
  }
}

function after(text: string, end: string, at: number, what: string): number {
  const found = text.indexOf(end, at + 2);
  if (found === -1) throw faultAt(text, at, `the file ends inside ${what}`);
  return found + end.length;
}

/** Offset of the `>` that ends a tag; in quotes it is text. */
function tagEnd(text: string, at: number, most: number): number {
  let quote = '';
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (end - at > most) throw faultAt(text, at, `a tag of more than ${most} characters`);
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return end;
    else if (character === '<') break;
  }
  throw faultAt(text, at, 'the file ends, or another tag begins, inside a tag');
}
