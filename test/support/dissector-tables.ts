import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../protocol/command/catalogue.ts';
import { HidCommand, HidErrorCode, HidKeepalive } from '../../protocol/framing/hid-report.ts';
import { MAX_MESSAGE } from '../../protocol/framing/limits.ts';
import { MAX_SERIAL_FRAME } from '../../protocol/framing/serial-frame.ts';
import { replyEnvelope, requestEnvelope } from '../../protocol/message/envelope.ts';
import type { MessageType } from '../../protocol/message/message.ts';
import type { FieldShape } from '../../protocol/message/field-type.ts';
import { statusCodes } from '../../protocol/message/status.ts';
import { FOBKIT_USB } from '../../protocol/usb/ids.ts';

export const DISSECTOR = join(import.meta.dirname, '../../host/client/wireshark/fobkit.lua');

const BEGIN =
  '-- tables begin: written by `npm run dissector` from the catalogue of the protocol\n';
const END = '-- tables end\n';

/** The dissector with its tables as the protocol has them now. */
export function dissectorWithTables(): string {
  const text = readFileSync(DISSECTOR, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('the dissector has no place for its tables');
  return text.slice(0, begin + BEGIN.length) + tables() + text.slice(end);
}

function tables(): string {
  const messages = new Map<string, readonly string[]>();
  const queue: Pick<MessageType<unknown>, 'name' | 'fields'>[] = [
    requestEnvelope,
    replyEnvelope,
    ...catalogue.flatMap(({ request, reply }) => [request, reply]),
  ];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (messages.has(next.name)) continue;
    const lines = next.fields.map(({ name, key, type }) => {
      queue.push(...messagesIn(type.shape));
      return `    [${String(key)}] = { name = "${name}", ${shape(type.shape)} },`;
    });
    messages.set(next.name, lines);
  }
  const commands = catalogue.map(
    ({ name, code, sealed, request, reply }) =>
      `  [${hex(code)}] = { name = "${name}", sealed = ${String(sealed)}, ` +
      `request = "${request.name}", reply = "${reply.name}" },`,
  );
  return [
    `local LIMITS = { message = ${String(MAX_MESSAGE)}, frame = ${String(MAX_SERIAL_FRAME)} }`,
    `local USB_PRODUCT = { vendor = ${hex(FOBKIT_USB.vendorId)}, product = ${hex(FOBKIT_USB.productId)} }`,
    names('STATUS', statusCodes),
    names('HID_COMMAND', HidCommand),
    names('HID_ERROR', HidErrorCode),
    names('HID_KEEPALIVE', HidKeepalive),
    block('COMMANDS', commands),
    block(
      'MESSAGES',
      [...messages].flatMap(([name, lines]) => [`  ["${name}"] = {`, ...lines, '  },']),
    ),
    '',
  ].join('\n');
}

function messagesIn(field: FieldShape): Pick<MessageType<unknown>, 'name' | 'fields'>[] {
  if (field.kind === 'list') return messagesIn(field.item);
  return field.kind === 'message' ? [field] : [];
}

function shape(field: FieldShape): string {
  switch (field.kind) {
    case 'message':
      return `kind = "message", of = "${field.name}"`;
    case 'list':
      return `kind = "list", item = { ${shape(field.item)} }`;
    case 'name': {
      const entries = [...field.names].map(([number, name]) => `[${String(number)}] = "${name}"`);
      return `kind = "name", names = { ${entries.join(', ')} }`;
    }
    default:
      return `kind = "${field.kind}"`;
  }
}

function names(table: string, entries: Readonly<Record<string, number>>): string {
  return block(
    table,
    Object.entries(entries).map(([name, number]) => `  [${hex(number)}] = "${name}",`),
  );
}

function block(name: string, lines: readonly string[]): string {
  return [`local ${name} = {`, ...lines, '}'].join('\n');
}

function hex(number: number): string {
  return `0x${number.toString(16).padStart(2, '0')}`;
}
