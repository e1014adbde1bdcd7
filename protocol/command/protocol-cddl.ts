import { messageCddl } from '../message/cddl.ts';
import { replyEnvelope, requestEnvelope } from '../message/envelope.ts';
import type { MessageType } from '../message/message.ts';
import { catalogue } from './catalogue.ts';
import { fobFeatures, loadedParameters } from './get-info.ts';
import { fobEvent } from './get-status.ts';
import { innerReply, innerRequest } from './sealed.ts';
import { partResult } from './self-test.ts';

/** The whole message schema as CDDL (RFC 8610): docs/protocol/fobkit.cddl. */
export function protocolCddl(): string {
  const shared: readonly MessageType<unknown>[] = [
    requestEnvelope,
    replyEnvelope,
    innerRequest,
    innerReply,
    loadedParameters,
    fobFeatures,
    fobEvent,
    partResult,
  ];
  const rules = shared.map(messageCddl);
  for (const { name, code, section, request, reply } of catalogue) {
    const number = `0x${code.toString(16).padStart(2, '0')}`;
    rules.push(
      `; ${name}, command ${number}, section ${section}\n${messageCddl(request)}\n\n${messageCddl(reply)}`,
    );
  }
  return `; fobkit protocol version 1. Printed from the schema.\n\n${rules.join('\n\n')}\n`;
}
