/** An element to write: text of a leaf, or children; attributes that are undefined are left out. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly content?: string | readonly (XmlNode | undefined)[];
}

/** One element to a line, indented by two; a leaf’s text as it is. */
export function writeXml(root: XmlNode): string {
  const lines: string[] = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

/** Whether XML 1.0 can say a text at all. */
export function canSay(text: string): boolean {
  return !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text);
}

function write({ name, attributes, content }: XmlNode, indent: string, lines: string[]): void {
  const tag = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeAttribute(value)}"`))
    .join('')}`;
  if (content === undefined) lines.push(`${indent}<${tag}/>`);
  else if (typeof content === 'string') {
    lines.push(`${indent}<${tag}>${escapeText(content)}</${name}>`);
  } else {
    lines.push(`${indent}<${tag}>`);
    for (const node of content) if (node !== undefined) write(node, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  }
}

function escapeText(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
      // Some parsers take these for ends of lines, as XML 1.1 does, or more.
      .replaceAll('\u0085', '&#133;')
      .replaceAll('\u2028', '&#8232;')
      .replaceAll('\u2029', '&#8233;')
  );
}

function escapeAttribute(text: string): string {
  return escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}
