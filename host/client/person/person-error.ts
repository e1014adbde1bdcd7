import { MAX_DIGITS, MIN_DIGITS } from '@fobkit/protocol';
import { FobError, placeOf } from '../errors.ts';

const ANY = `${String(MIN_DIGITS)} to ${String(MAX_DIGITS)}`;

export type PersonRefusal = 'cancelled' | 'not-a-code';

const TEXT: Readonly<Record<PersonRefusal, (digits: string) => string>> = {
  cancelled: () => 'no code was typed; the reading is cancelled',
  'not-a-code': (digits) => `what was typed was three times no code of ${digits} digits`,
};

/** A person was asked, and gave no code. */
export class PersonError extends FobError {
  override readonly name = 'PersonError';
  readonly reason: PersonRefusal;

  /** @param digits How many a code of the fob has; what any may have if absent. */
  constructor(url: string, reason: PersonRefusal, digits?: number) {
    const wanted = digits === undefined ? ANY : String(digits);
    super('person', `${placeOf(url)}: ${TEXT[reason](wanted)}`);
    this.reason = reason;
  }
}
