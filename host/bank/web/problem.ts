import type { Language } from './language.ts';

/** A refusal as programs get it (RFC 9457). */
export interface Problem {
  /** `urn:fobkit:problem:CODE`. */
  readonly type: string;
  /** In English, the same for every problem of this type. */
  readonly title: string;
  readonly status: number;
  /** In the language that was asked for. */
  readonly detail: string;
  /** Stable: programs go by it. */
  readonly code: string;
  readonly sentence: { readonly ja: string; readonly en: string };
  /** What the bank's log has of this request. */
  readonly requestId: string;
}

export const PROBLEM_TYPE = 'application/problem+json';

/** Holds nothing that whoever asked has sent. */
export function problemOf(
  code: string,
  { status, ja, en }: { readonly status: number; readonly ja: string; readonly en: string },
  { language, requestId }: { readonly language: Language; readonly requestId: string },
): Problem {
  const detail = language === 'ja' ? ja : en;
  const type = `urn:fobkit:problem:${code}`;
  return { type, title: en, status, detail, code, sentence: { ja, en }, requestId };
}
