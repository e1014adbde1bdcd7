import type { StaffActor } from '../domain/actor.ts';
import { certificateOwner } from '../domain/certificate-name.ts';
import { staffName } from './access.ts';
import { inCommand } from './command.ts';
import type { BankParts } from './parts.ts';

/** Puts on record that an authority has issued or revoked a client certificate. */
export async function recordCertificate(
  { parts }: { readonly parts: BankParts },
  actor: StaffActor,
  what: 'issued' | 'revoked',
  { name, serial }: { readonly name: string; readonly serial: string },
): Promise<void> {
  await inCommand(parts, ({ note }) => {
    const subject = certificateOwner(name)?.contractId ?? name;
    const facts = { certificate: name, serial };
    const kind = what === 'issued' ? 'certificate.issued' : 'certificate.revoked';
    note(staffName(actor), { kind, subject, facts });
    return Promise.resolve();
  });
}
