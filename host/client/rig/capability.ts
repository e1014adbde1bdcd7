import type { RigActionName } from '@fobkit/protocol';

/**
 * What a rig may be able to do. The names of actions are capabilities of their own; the others:
 *
 * - `wire`: a link to the fob.
 * - `lcd`: the LCD can be read; `picture`: and drawn.
 * - `fault`: any fault of docs/faults.md can be armed.
 * - `snapshot`: state can be saved and gone back to.
 * - `events`: everything that happens to the fob is told.
 * - `factory-key`: the transport key is known, so that the fob can be loaded and its clock set.
 * - `truth`: what no instrument shows can be read from inside the model.
 */
export type RigCapability = RigActionName | (typeof furtherCapabilities)[number];

export const furtherCapabilities = [
  'wire',
  'lcd',
  'picture',
  'fault',
  'snapshot',
  'events',
  'factory-key',
  'truth',
] as const;
