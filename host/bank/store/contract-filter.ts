import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { ContractPage } from '../domain/contract-page.ts';
import { has } from './like.ts';
import type { BankSchema } from './schema.ts';

type Build = ExpressionBuilder<BankSchema, 'contract'>;

/** What a page of contracts is restricted to, as one condition; its length is not. */
export function contractFilter(
  page: Pick<ContractPage, 'after' | 'about'>,
): (build: Build) => Expression<SqlBool> {
  const { after, about } = page;
  return (build) =>
    build.and([
      ...(after === undefined ? [] : [build('contract_id', '>', after)]),
      ...(about === undefined ? [] : [isAbout(build, about)]),
    ]);
}

/** Names stand in the books as they were entered, wide or not; ids have plain digits. */
function isAbout(build: Build, text: string): Expression<SqlBool> {
  const plain = text.normalize('NFKC');
  return build.or([has('contract_id', plain), has('name', plain), has('name', text)]);
}
