/**
 * The names in client certificates. The administrator's is 契約者ID and 金融機関コード and nothing more
 * (`1234561303`); a user's has his id behind a hyphen (`1234561303-tanaka`).
 */
export interface CertificateOwner {
  readonly contractId: string;
  readonly bankCode: string;
  readonly userId?: string;
}

const NAME = /^([0-9]{6,10})([0-9]{4})(?:-([A-Za-z0-9][A-Za-z0-9._-]{0,19}))?$/;

export function certificateName({ contractId, bankCode, userId }: CertificateOwner): string {
  return `${contractId}${bankCode}${userId === undefined ? '' : `-${userId}`}`;
}

/** Whose it is; undefined for a name of any other form. */
export function certificateOwner(name: string): CertificateOwner | undefined {
  const [, contractId, bankCode, userId] = NAME.exec(name) ?? [];
  if (contractId === undefined || bankCode === undefined) return undefined;
  return { contractId, bankCode, ...(userId === undefined ? {} : { userId }) };
}
