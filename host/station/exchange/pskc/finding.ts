import type { ExchangeFault } from '../exchange-error.ts';
import type { XmlElement } from './xml-element.ts';

/** What is found while a file is read, in the order of the file. */
export class Findings {
  readonly faults: ExchangeFault[] = [];
  readonly warnings: ExchangeFault[] = [];
  /** Of the key that is read at the moment. */
  serial: string | undefined;
  readonly #said = new Set<string>();

  fault(at: XmlElement, field: string, message: string): void {
    this.faults.push(this.#found(at, field, message));
  }

  warn(at: XmlElement, field: string, message: string): void {
    this.warnings.push(this.#found(at, field, message));
  }

  /** What is true of a whole file is said at the first place where it shows. */
  warnOnce(at: XmlElement, field: string, message: string): void {
    const key = `${field}\n${message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.warnings.push({ line: at.line, column: at.column, field, message });
  }

  #found({ line, column }: XmlElement, field: string, message: string): ExchangeFault {
    return {
      line,
      column,
      ...(this.serial === undefined ? {} : { serial: this.serial }),
      field,
      message,
    };
  }
}
