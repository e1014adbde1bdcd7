import { FobError, placeOf } from '../errors.ts';

export type PersonRefusal = 'cancelled' | 'not-a-code';

const TEXT: Readonly<Record<PersonRefusal, string>> = {
  cancelled: 'no code was typed; the reading is cancelled',
  'not-a-code': 'what was typed is no code, and again when it was asked for once more',
};

/** A person was asked, and gave no code. */
export class PersonError extends FobError {
  override readonly name = 'PersonError';
  readonly reason: PersonRefusal;

  constructor(url: string, reason: PersonRefusal) {
    super('person', `${placeOf(url)}: ${TEXT[reason]}`);
    this.reason = reason;
  }
}
