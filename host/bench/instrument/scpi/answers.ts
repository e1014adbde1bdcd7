/** Whether an output is on, as `OUTP?` answers: `1`, `0`, `ON`, `OFF`. Undefined for anything else. */
export function parseSwitch(line: string): boolean | undefined {
  const word = line.trim().toUpperCase();
  if (word === '1' || word === '+1' || word === 'ON') return true;
  if (word === '0' || word === '+0' || word === 'OFF') return false;
  return undefined;
}

/** A measured number; undefined for what is none, and for the 9.9E37 that stands for none. */
export function parseNumber(line: string): number | undefined {
  const match =
    /^\s*([+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?)\s*[VA]?\s*$/.exec(line);
  const value = Number(match?.[1]);
  return Number.isFinite(value) && Math.abs(value) < 1e6 ? value : undefined;
}

/** Vendor, model, serial number and firmware, as `*IDN?` answers (IEEE 488.2 §10.14). */
export interface Identity {
  readonly vendor: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
  readonly text: string;
}

/** Undefined when it is no answer to `*IDN?`. */
export function parseIdentity(line: string): Identity | undefined {
  const [vendor, model, serial, ...rest] = line.split(',').map((part) => part.trim());
  if (vendor === undefined || vendor === '' || model === undefined || model === '')
    return undefined;
  if (serial === undefined || rest.length === 0 || line.length > 200) return undefined;
  return { vendor, model, serial, firmware: rest.join(','), text: line.trim() };
}
