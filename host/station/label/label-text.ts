import { MAX_SERIAL_LABEL } from '@fobkit/protocol';
import { LabelError } from './label-error.ts';
import type { LabelLayout, LabelLanguage, MatrixContent } from './label-layout.ts';
import type { LabelContent } from './label.ts';

const LONGEST_LOT = 64;
const MINUTE_MS = 60_000;

const CAPTIONS: Readonly<Record<LabelLanguage, Readonly<Record<'lot' | 'expiry', string>>>> = {
  ja: { lot: 'ロット', expiry: '更新予定日' },
  en: { lot: 'LOT', expiry: 'RENEW BY' },
};

/** The serial label, when a bar code can say it: printable ASCII, no space at either end. */
export function serialOf({ serialLabel }: LabelContent): string {
  if (serialLabel === '') throw new LabelError('serial label: empty');
  const length = [...serialLabel].length;
  if (length > MAX_SERIAL_LABEL) {
    throw new LabelError(
      `serial label: ${String(length)} characters, a fob has place for ${String(MAX_SERIAL_LABEL)}`,
    );
  }
  const stranger = /[^\x20-\x7e]/u.exec(serialLabel);
  if (stranger !== null) {
    const code = (stranger[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new LabelError(
      `serial label: character ${String(stranger.index + 1)} is U+${code}; a bar code says ASCII letters, digits and signs only`,
    );
  }
  if (serialLabel.trim() !== serialLabel) {
    throw new LabelError('serial label: a space at its beginning or end, which nobody would see');
  }
  return serialLabel;
}

/** What the DataMatrix says. */
export function matrixText(content: LabelContent, wish: MatrixContent): string {
  const serial = serialOf(content);
  if (wish === 'serial') return serial;
  const { deviceId } = content;
  if (deviceId === undefined || !/^[0-9a-f]{1,64}$/.test(deviceId)) {
    throw new LabelError('device id: wanted in the DataMatrix, and not there in lower-case hex');
  }
  return `${serial}/${deviceId}`;
}

/** A line of text; absent when the label has nothing to say in it. */
export function labelText(
  content: LabelContent,
  field: 'serial' | 'lot' | 'expiry',
  layout: LabelLayout,
): string | undefined {
  if (field === 'serial') return serialOf(content);
  const captions = CAPTIONS[layout.language];
  if (field === 'expiry') {
    if (content.expiry === undefined) return undefined;
    return `${captions.expiry} ${dateOf(content.expiry, layout)}`;
  }
  if (content.lot === undefined) return undefined;
  const lot = [...content.lot].length <= LONGEST_LOT ? content.lot : undefined;
  if (lot === undefined || /\p{C}/u.test(lot)) {
    throw new LabelError(
      `lot: its name is longer than ${String(LONGEST_LOT)} characters or has some that do not print`,
    );
  }
  return `${captions.lot} ${lot}`;
}

function dateOf(unixSeconds: number, { language, utcOffsetMinutes }: LabelLayout): string {
  const moment = new Date(unixSeconds * 1000 + utcOffsetMinutes * MINUTE_MS);
  if (Number.isNaN(moment.getTime())) throw new LabelError('expiry: not a date');
  const date = moment.toISOString().slice(0, 10);
  return language === 'ja' ? date.replaceAll('-', '/') : date;
}
