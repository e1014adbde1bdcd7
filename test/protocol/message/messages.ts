import { catalogue } from '../../../protocol/command/catalogue.ts';
import { fobFeatures, loadedParameters } from '../../../protocol/command/get-info.ts';
import { fobEvent } from '../../../protocol/command/get-status.ts';
import { innerReply, innerRequest } from '../../../protocol/command/sealed.ts';
import { partResult } from '../../../protocol/command/self-test.ts';
import { replyEnvelope, requestEnvelope } from '../../../protocol/message/envelope.ts';
import type { MessageType } from '../../../protocol/message/message.ts';

/** Every message of the protocol. */
export const MESSAGES: readonly MessageType<unknown>[] = [
  requestEnvelope,
  replyEnvelope,
  innerRequest,
  innerReply,
  loadedParameters,
  fobFeatures,
  fobEvent,
  partResult,
  ...catalogue.flatMap((command) => [command.request, command.reply]),
];
