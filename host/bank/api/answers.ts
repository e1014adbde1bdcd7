import * as v from 'valibot';
import { reason, unixMs } from './fields.ts';
import { parameters } from './requests.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const holder = v.variant('kind', [
  v.strictObject({ kind: v.literal('contract') }),
  v.strictObject({ kind: v.literal('user'), userId: text }),
]);
const lockKind = v.picklist(['codes', 'unregistered-token']);
const lockCause = v.picklist(['wrong-codes', 'wrong-registrations', 'idle', 'unregistered-token']);
const lock = v.strictObject({ kind: lockKind, at: unixMs });
const accident = v.strictObject({
  reason,
  by: v.picklist(['administrator', 'operator']),
  at: unixMs,
});
const tokenKind = v.picklist(['hardware', 'software']);
const tokenState = v.picklist([
  'stock',
  'assigned',
  'dispatched',
  'delivered',
  'registered',
  'cancelled',
  'accident',
  'replaced',
  'scrapped',
]);
const sentence = v.strictObject({ id: text, ja: text, en: text });

/** What every command says that was done: its sentence, where the bank says one. */
const said = { sentence: v.exactOptional(sentence), note: v.exactOptional(sentence) };

export const doneAnswer = v.strictObject(said);
export const verifyAnswer = v.strictObject({ ...said, serial: text });
export const importAnswer = v.strictObject({ imported: count });
export const formAnswer = v.strictObject({ ...said, serial: v.exactOptional(text) });
export const contractOpened = v.strictObject({ ...said, contractId: text });

export const tokenAnswer = v.strictObject({
  serial: text,
  kind: tokenKind,
  state: tokenState,
  contractId: v.exactOptional(text),
  deviceId: v.exactOptional(text),
  accident: v.exactOptional(accident),
  parameters,
  driftSteps: v.number(),
  wrongInARow: count,
  acceptedAt: v.exactOptional(unixMs),
});
export const tokensAnswer = v.strictObject({ tokens: v.array(tokenAnswer) });

const currentToken = v.strictObject({
  holder,
  serial: text,
  kind: tokenKind,
  since: unixMs,
  accident: v.exactOptional(accident),
  lock: v.exactOptional(lock),
});

export const contractAnswer = v.strictObject({
  contractId: text,
  bankCode: text,
  name: text,
  loginMethod: v.picklist(['certificate', 'id-password']),
  state: v.picklist(['none', 'active']),
  mode: v.picklist(['same', 'different', 'none']),
  users: v.array(v.strictObject({ userId: text, name: text, suspended: v.boolean() })),
  tokens: v.array(currentToken),
  locks: v.array(v.strictObject({ holder, kind: lockKind, cause: lockCause, at: unixMs })),
  lock: v.exactOptional(lock),
  suspended: v.boolean(),
});
export const contractsAnswer = v.strictObject({
  contracts: v.array(contractAnswer),
  next: v.exactOptional(v.pipe(text, v.description('Ask for what is after it; absent: no more.'))),
});

export const endingAnswer = v.strictObject({
  tokens: v.array(
    v.strictObject({
      serial: text,
      contractId: v.exactOptional(text),
      state: tokenState,
      odds: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
      reasons: v.array(text),
      expiresAt: v.exactOptional(unixMs),
    }),
  ),
});

export const eventAnswer = v.strictObject({
  sequence: count,
  at: unixMs,
  kind: text,
  subject: text,
  actor: text,
  facts: v.record(text, v.union([text, v.number(), v.boolean(), v.null()])),
});
export const eventsAnswer = v.strictObject({
  events: v.array(eventAnswer),
  next: v.pipe(count, v.description('Ask for what is after it.')),
});

export const latestEventsAnswer = v.strictObject({
  events: v.array(eventAnswer),
  next: v.pipe(count, v.description('Ask for what is before it.')),
});

export const healthAnswer = v.strictObject({ status: v.literal('ok'), bankCode: text });

export const problemAnswer = v.looseObject({
  type: text,
  title: text,
  status: count,
  detail: text,
  code: text,
  sentence: v.strictObject({ ja: text, en: text }),
  requestId: text,
  retryAfter: v.exactOptional(count),
  faults: v.exactOptional(
    v.array(
      v.strictObject({
        field: v.exactOptional(text),
        serial: v.exactOptional(text),
        message: text,
      }),
    ),
  ),
});
