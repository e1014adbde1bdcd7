/** A form is too long in some way: too many fields, or a field that no form of the bank has. */
export class FormTooLarge extends Error {
  override readonly name = 'FormTooLarge';
}

export interface FormLimits {
  readonly fields: number;
  /** Characters of one value. */
  readonly value: number;
}

const LIMITS: FormLimits = { fields: 200, value: 4096 };
const MOST_NAME = 64;

/** The fields of an application/x-www-form-urlencoded body, within bounds. */
export class FormFields {
  readonly #fields: URLSearchParams;

  /** @throws FormTooLarge */
  constructor(body: string, limits = LIMITS) {
    this.#fields = new URLSearchParams(body);
    if (this.#fields.size > limits.fields) throw new FormTooLarge('too many fields');
    for (const [name, value] of this.#fields) {
      if (name.length > MOST_NAME || value.length > limits.value) {
        throw new FormTooLarge('a field is too long');
      }
    }
  }

  /** The first value of a field, as typed; empty when there is none. */
  get(name: string): string {
    return this.#fields.get(name) ?? '';
  }

  /** Every value of a field: of check boxes. */
  all(name: string): readonly string[] {
    return this.#fields.getAll(name);
  }
}
