import { WireError } from '../../protocol/bytes/errors.ts';
import type { WireErrorCode } from '../../protocol/bytes/errors.ts';

/** The code of the `WireError` that `act` throws; undefined when it throws none. */
export function wireCode(act: () => unknown): WireErrorCode | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof WireError) return error.code;
    throw error;
  }
  return undefined;
}
