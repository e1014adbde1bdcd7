import { parsePolicy, type Policy, type PolicyFault } from '@fobkit/bank/policy';
import { faultLine, inOrder, parsePositionedYaml, type YamlPath } from '@fobkit/store/yaml';
import { usage } from '../program/cli-error.ts';

const BANK_CODE = /^[0-9]{4}$/;
/** More words than somebody forgets: he meant to change another policy. */
const FORGOTTEN = 2;

/** What a bank's file has: its policy, and 金融機関コード where it tells one. */
export interface PolicyFile {
  readonly policy: Policy;
  readonly bankCode: string | undefined;
}

/**
 * A policy in YAML or JSON, its words at the top of the file or under `policy`, as `fob bank policies`
 * prints them.
 *
 * @throws CliError with every fault by file, line and column, a line each.
 */
export function policyFile(text: string, file: string): PolicyFile {
  const yaml = parsePositionedYaml(text, file);
  if ('faults' in yaml) throw usage(yaml.faults.map(faultLine).join('\n'));
  const { data } = yaml;
  const { bankCode, ...rest } = isRecord(data) ? data : {};
  const isWrapped = isRecord(rest['policy']);
  const inner = isWrapped ? ['policy'] : [];
  const placed = (path: YamlPath, message: string, atKey = false): string =>
    faultLine({ place: atKey ? yaml.keyPlace(path) : yaml.valuePlace(path), message });
  const others = isWrapped ? Object.keys(rest).filter((word) => word !== 'policy') : [];
  const [other] = others;
  if (other !== undefined) {
    const message = `${other.slice(0, 60)} stands beside policy: a bank's file has a policy alone, and bankCode`;
    throw usage(placed([other], message, true));
  }
  if (bankCode !== undefined && (typeof bankCode !== 'string' || !BANK_CODE.test(bankCode))) {
    throw usage(placed(['bankCode'], 'bankCode: must be four digits in quotes, as "4321"'));
  }
  const read = parsePolicy(isWrapped ? rest['policy'] : isRecord(data) ? rest : data);
  if (!('faults' in read)) return { policy: read, bankCode };
  const faults = withoutBase(read.faults).map(({ atKey = false, message, path }) => {
    const keys = path === 'policy' ? inner : [...inner, ...path.split('.')];
    const place = atKey ? yaml.keyPlace(keys) : yaml.valuePlace(keys);
    return { place, message: `${path}: ${message}` };
  });
  throw usage(inOrder(faults).map(faultLine).join('\n'));
}

/** Words that are missing by the dozen have one cause. */
function withoutBase(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  const isMissing = ({ message, path }: PolicyFault): boolean =>
    message === 'is missing' && !path.includes('.');
  const missing = faults.filter(isMissing).map(({ path }) => path);
  if (missing.length <= FORGOTTEN) return faults;
  const message = `say which policy it changes, as base: rfc4226; one without base says all, and ${missing.join(', ')} are missing`;
  return [{ path: 'policy', message }, ...faults.filter((fault) => !isMissing(fault))];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
