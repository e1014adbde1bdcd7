/** What stands on the back of a fob. */
export interface LabelContent {
  readonly serialLabel: string;
  /** Also in the barcode, where the label's layout asks for it. */
  readonly deviceId?: string;
  readonly lot?: string;
  /** Unix seconds: 更新予定日, printed as a date. */
  readonly expiry?: number;
}

/** What prints labels at a station. Rejects with `PrinterError`, whose message tells what to do. */
export interface LabelPrinter {
  readonly name: string;
  print(label: LabelContent, signal?: AbortSignal): Promise<void>;
}

export class PrinterError extends Error {
  override readonly name = 'PrinterError';
}
