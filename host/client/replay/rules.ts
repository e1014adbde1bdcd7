import {
  getStatus,
  type MessageKind,
  type MessageView,
  openChannel,
  readCode,
  readDisplay,
  sealed,
  selfTest,
  type Span,
  UsageError,
} from '@fobkit/protocol';
import { isKnownField, knownFields } from './known-fields.ts';

/** Why a value is not compared byte by byte (docs/captures.md, "What is compared"). */
export type Exemption =
  /** Drawn by the host: the fob must echo it, whatever it is. */
  | 'tag'
  /** A key exchange, new each time: compared by length. */
  | 'handshake'
  /** It can be read with the keys of that exchange alone. */
  | 'sealed'
  /** It tells the fob's time, or follows from it. */
  | 'clock'
  /** It was measured: voltage, charge, temperature. */
  | 'measured'
  /** The capture does not tell it. */
  | 'masked'
  | 'ignored';

export interface CompareOptions {
  /** Clocks and measurements are compared too: the same fob at the same simulated time. */
  readonly exact?: boolean;
  /** Fields that may differ, by name: `deviceId`, `loaded.serialLabel`; of all events, `events.clock`. */
  readonly ignore?: readonly string[];
}

type Rule = readonly [number, RegExp, 'clock' | 'measured'];

/** Of replies, by command and path of the field. */
const RULES: readonly Rule[] = [
  [getStatus.code, /^(clock|uptime|channelDelay|events\[\d+\]\.clock)$/, 'clock'],
  [getStatus.code, /^(batteryPercent|batteryMillivolts|deciCelsius)$/, 'measured'],
  [readCode.code, /^(code|movingFactor|unixTime|secondsLeft)$/, 'clock'],
  [readDisplay.code, /^(text|secondsLeft)$/, 'clock'],
  [selfTest.code, /^parts\[\d+\]\.value$/, 'measured'],
];

/** Of a sealed message; its status too hangs on whether the box could be opened. */
const OF_BOX: ReadonlySet<string> = new Set(['sequence', 'ciphertext', 'payload', 'status']);

/** Says of the values of a captured message which are compared. */
export class CompareRules {
  readonly #exact: boolean;
  readonly #ignored: readonly string[];

  /** @throws UsageError when a field to be ignored is one of no message. */
  constructor({ exact = false, ignore = [] }: CompareOptions = {}) {
    this.#exact = exact;
    this.#ignored = ignore;
    if (ignore.length > 0) checkFields(ignore);
  }

  /** Whether a field may differ, be there or not. */
  ignores({ path }: Span): boolean {
    const everywhere = path.replace(/\[\d+\]/g, '');
    return this.#ignored.some(
      (name) =>
        path === name ||
        path.startsWith(`${name}.`) ||
        path.startsWith(`${name}[`) ||
        everywhere === name ||
        everywhere.startsWith(`${name}.`),
    );
  }

  /** Why this value of a captured message is not compared; undefined when it is. */
  exemption(view: MessageView, { path }: Span, kind: MessageKind): Exemption | undefined {
    if (view.code === openChannel.code && path === 'handshake') return 'handshake';
    if (view.code === sealed.code && OF_BOX.has(path)) return 'sealed';
    if (kind === 'request' || this.#exact) return undefined;
    return RULES.find(([code, paths]) => code === view.code && paths.test(path))?.[2];
  }
}

function checkFields(names: readonly string[]): void {
  const known = knownFields();
  const wrong = names.find((name) => !isKnownField(name, known));
  if (wrong === undefined) return;
  const all = [...known].sort().join(', ');
  throw new UsageError(
    `no message has a field "${wrong}" that could be ignored; there are: ${all}`,
  );
}
