import type { Distribution } from '@fobkit/emulator/fleet';
import * as v from 'valibot';
import { type QuantitySchema, share } from './quantity.ts';

type Quantity = string;

/** What a file may say of a number that differs from fob to fob, read into numbers. */
export type DistributionData =
  | number
  | {
      readonly uniform?: [number, number] | undefined;
      readonly triangular?: [number, number] | undefined;
      readonly normal?:
        | {
            readonly mean: number;
            readonly sd: number;
            readonly from?: number | undefined;
            readonly to?: number | undefined;
          }
        | undefined;
      readonly table?: Readonly<Record<string, number>> | undefined;
    };

const FORMS = 'uniform, triangular, normal or table';

/** How a quantity is spread: one for all, or one of four forms. */
export function distribution(of: QuantitySchema): v.GenericSchema<unknown, DistributionData> {
  const limits = 'write two limits, as [14 d, 90 d]';
  const range = v.strictTuple([of, of], ({ input }) =>
    Array.isArray(input) ? `${limits}, not ${input.length}` : limits,
  );
  return v.union(
    [
      of,
      v.pipe(
        v.strictObject({
          uniform: v.optional(v.pipe(range, v.description('Evenly from one limit to the other.'))),
          triangular: v.optional(
            v.pipe(range, v.description('The sum of two even draws: most are in the middle.')),
          ),
          normal: v.optional(
            v.pipe(
              v.strictObject({
                mean: of,
                sd: v.pipe(of, v.minValue(0, 'write a standard deviation that is not below zero')),
                from: v.optional(v.pipe(of, v.description('What is below is drawn anew.'))),
                to: v.optional(v.pipe(of, v.description('What is above is drawn anew.'))),
              }),
              v.description('A bell curve by its mean and standard deviation.'),
            ),
          ),
          table: v.optional(
            v.pipe(
              v.record(quantityText(of), share),
              v.description('Values and their shares, which sum to 100 %.'),
            ),
          ),
        }),
        v.check((data) => Object.keys(data).length === 1, `write one of ${FORMS}`),
      ),
    ],
    ({ input }) => {
      const [fault] = typeof input === 'number' ? (v.safeParse(of, input).issues ?? []) : [];
      return fault?.message ?? `write a number with its unit, or one of ${FORMS}`;
    },
  );
}

/** A key of a table: it stays a text, so that the file's place of it is found. */
function quantityText(of: QuantitySchema): v.GenericSchema<Quantity> {
  return v.pipe(
    v.string(),
    v.check(
      (text) => v.is(of, text),
      ({ input }) => v.safeParse(of, input).issues?.[0].message ?? '',
    ),
  );
}

/** The distribution that data stand for. `of` reads the keys of a table. */
export function distributionOf(data: DistributionData, of: QuantitySchema): Distribution {
  if (typeof data === 'number') return { kind: 'constant', value: data };
  const { uniform, triangular, normal, table = {} } = data;
  if (uniform !== undefined) return { kind: 'uniform', from: uniform[0], to: uniform[1] };
  if (triangular !== undefined)
    return { kind: 'triangular', from: triangular[0], to: triangular[1] };
  if (normal !== undefined) {
    const { mean, sd, from, to } = normal;
    return {
      kind: 'normal',
      ...{ mean, deviation: sd },
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
  }
  const rows = Object.entries(table).map(([text, rowShare]) => ({
    value: v.parse(of, text),
    share: rowShare,
  }));
  return { kind: 'table', rows };
}

/** What in a distribution cannot be; `path` leads from it to where it stands. */
export function distributionFault(
  data: DistributionData,
): { readonly path: readonly string[]; readonly message: string } | undefined {
  if (typeof data === 'number') return undefined;
  const { uniform, triangular, normal, table } = data;
  const backwards = 'the first limit is above the second';
  if (uniform !== undefined && uniform[0] > uniform[1])
    return { path: ['uniform'], message: backwards };
  if (triangular !== undefined && triangular[0] > triangular[1]) {
    return { path: ['triangular'], message: backwards };
  }
  if (normal !== undefined) return normalFault(normal);
  const message = table === undefined ? undefined : sumFault(Object.values(table));
  return message === undefined ? undefined : { path: ['table'], message };
}

function normalFault({
  mean,
  sd,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
}: NonNullable<Exclude<DistributionData, number>['normal']>): ReturnType<typeof distributionFault> {
  if (from > to) return { path: ['normal', 'from'], message: 'from is above to' };
  // Draws beyond the limits are drawn anew: there must be enough within.
  if (from > mean + sd || to < mean - sd) {
    const message =
      'from and to leave hardly any of the draws; some of mean - sd to mean + sd must lie between them';
    return { path: ['normal'], message };
  }
  return undefined;
}

/** Why shares do not sum to 1; undefined when they do. */
export function sumFault(shares: readonly number[]): string | undefined {
  const sum = shares.reduce((all, one) => all + one, 0);
  if (Math.abs(sum - 1) < 1e-9) return undefined;
  return `the shares sum to ${Number((sum * 100).toPrecision(6))} %, not to 100 %`;
}
