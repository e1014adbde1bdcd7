import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { ContractPage } from '../domain/contract-page.ts';
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

function isAbout(build: Build, text: string): Expression<SqlBool> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const has = (column: 'contract_id' | 'name'): Expression<SqlBool> =>
    sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
  return build.or([has('contract_id'), has('name')]);
}
