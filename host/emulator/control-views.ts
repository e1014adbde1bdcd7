import type { RigEvent, RigFob, RigLcd } from '@fobkit/protocol';
import * as v from 'valibot';

// What the control channel answers (`/openapi.json`). Fields to come are passed over.

const part = v.object({ lit: v.number(), of: v.number() });

export const rigFobSchema: v.GenericSchema<unknown, RigFob> = v.object({
  deviceId: v.string(),
  profile: v.string(),
  links: v.array(v.string()),
  usb: v.exactOptional(v.array(v.string())),
  plugged: v.boolean(),
  running: v.boolean(),
  lifecycle: v.exactOptional(v.picklist(['blank', 'ready', 'clock-lost', 'expired', 'dead'])),
  serialLabel: v.exactOptional(v.string()),
  purpose: v.exactOptional(v.picklist(['test', 'production'])),
  driftTicks: v.exactOptional(v.number()),
  worldTicks: v.number(),
  lacks: v.exactOptional(v.array(v.picklist(['button', 'cell']))),
  buttonHeld: v.boolean(),
  cell: v.object({ present: v.boolean(), percent: v.number(), millivolts: v.number() }),
  supplyMillivolts: v.exactOptional(v.number()),
  supplyPulseMicroamps: v.exactOptional(v.number()),
  drawnNanoamps: v.exactOptional(v.number()),
  celsius: v.number(),
  driftPpm: v.number(),
});

export const rigLcdSchema: v.GenericSchema<unknown, RigLcd> = v.object({
  deviceId: v.string(),
  on: v.boolean(),
  rows: v.array(v.string()),
  masked: v.boolean(),
  bars: v.exactOptional(part),
  seconds: v.exactOptional(v.object({ left: v.number(), of: v.number() })),
});

export const rigEventSchema: v.GenericSchema<unknown, RigEvent> = v.objectWithRest(
  { deviceId: v.string(), at: v.number(), kind: v.string() },
  v.union([v.string(), v.number(), v.boolean()]),
);

/** What became of one fault. */
export const faultReportSchema = v.object({
  id: v.string(),
  /** As a command line has it. */
  text: v.string(),
  layer: v.string(),
  state: v.string(),
  /** 0 is no evidence. */
  firedCount: v.number(),
  /** One sentence. */
  evidence: v.string(),
});
export type SimFault = v.InferOutput<typeof faultReportSchema>;

export const faultKindSchema = v.looseObject({ kind: v.string() });
export type SimFaultKind = v.InferOutput<typeof faultKindSchema>;

/** An event, and the name of its place in the stream, from which another one can go on. */
export interface SimEvent {
  readonly id: string;
  readonly event: RigEvent;
}

/** A fault in the words of a command line: `['lcd.segment', '2d']`, with its options. */
export interface FaultWords {
  readonly words: readonly string[];
  readonly at?: string;
  readonly onNth?: string;
  readonly when?: string;
  readonly chance?: string;
  readonly seed?: string;
  readonly for?: string;
}
