import { channelLifeChecks } from './check/channel-life.ts';
import { channelOpenChecks } from './check/channel-open.ts';
import { clockChecks } from './check/clock.ts';
import { ocraChecks } from './check/codes-ocra.ts';
import { codeChecks } from './check/codes.ts';
import { commandChecks } from './check/commands.ts';
import { hidCommandChecks } from './check/hid-commands.ts';
import { hidPacketChecks } from './check/hid-packets.ts';
import { keyChecks } from './check/keys.ts';
import { lifecycleChecks } from './check/lifecycle.ts';
import { loadChecks } from './check/load.ts';
import { answerChecks } from './check/message-answers.ts';
import { cborChecks } from './check/message-cbor.ts';
import { fieldChecks } from './check/message-fields.ts';
import { pressChecks } from './check/presses.ts';
import { sealedChecks } from './check/sealed.ts';
import { serialChecks } from './check/serial.ts';
import { statusChecks } from './check/status.ts';
import { usbDescriptorChecks } from './check/usb-descriptors.ts';
import { usbRequestChecks } from './check/usb-requests.ts';
import { wipeChecks } from './check/wipe.ts';
import type { Check } from './model.ts';

/** Every check, in the order of the pages: from the wire to the code. */
export const conformanceChecks: readonly Check[] = [
  ...hidPacketChecks,
  ...hidCommandChecks,
  ...serialChecks,
  ...cborChecks,
  ...fieldChecks,
  ...answerChecks,
  ...lifecycleChecks,
  ...pressChecks,
  ...channelOpenChecks,
  ...sealedChecks,
  ...channelLifeChecks,
  ...keyChecks,
  ...commandChecks,
  ...statusChecks,
  ...loadChecks,
  ...clockChecks,
  ...wipeChecks,
  ...codeChecks,
  ...ocraChecks,
  ...usbDescriptorChecks,
  ...usbRequestChecks,
];
