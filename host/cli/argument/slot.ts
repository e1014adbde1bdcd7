import { formatNitrokeySlot, parseNitrokeySlot, UsageError } from '@fobkit/protocol';
import { InvalidArgumentError } from 'commander';

/** A slot of a token, as it is written: `totp0`. @throws InvalidArgumentError */
export function parseSlot(text: string): string {
  try {
    return formatNitrokeySlot(parseNitrokeySlot(text.toLowerCase()));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
