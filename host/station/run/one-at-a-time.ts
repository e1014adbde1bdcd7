import type { LabelPrinter } from '../label/label.ts';

/** The same printer for many ports at once: a label is begun when the one before is out. */
export function oneAtATime(printer: LabelPrinter): LabelPrinter {
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: printer.name,
    print: (label, signal) => {
      const next = last.then(() => printer.print(label, signal));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
