import { OtplibRelyingParty } from '@fobkit/bench';
import { encodeBase32, toHex } from '@fobkit/protocol';
import { expect, test } from 'vitest';
import { draw } from '../../../../host/bench/run/draw.ts';
import { runOf } from './support.ts';

const LIFE = `faults: { weak: 'battery.brownout --on-nth press:2', noise: 'wire.corrupt to-host --chance 0.002 --seed 5' }
parameters: { seed: 4 }
given: { others: { twin: { load: { serial: FOB-00000018 } } } }
steps:
  - press
  - expect: { code: valid }
  - wait: 40 s
  - press
  - host: { rotate-key, outcome: any }
  - host: { status, outcome: any }
  - { fob: twin, host: read-code }
  - repeat: { times: 20, steps: [{ host: { info, outcome: any } }] }
  - measure: { name: rail, of: rail, min: 2 V }
`;

test('the same scenario and run id give the same record, byte for byte', async () => {
  const first = JSON.stringify(await runOf(LIFE));
  expect(JSON.stringify(await runOf(LIFE))).toBe(first);
});

test('another seed draws another fob and another load', async () => {
  const [first, second] = await Promise.all([
    runOf('parameters: { seed: 1 }\nsteps: [{ host: read-code }]'),
    runOf('parameters: { seed: 2 }\nsteps: [{ host: read-code }]'),
  ]);
  expect(first.device.deviceId).not.toBe(second.device.deviceId);
  expect(draw(1, 'seed ', 20)).not.toEqual(draw(2, 'seed ', 20));
  expect(draw(1, 'seed ', 20)).not.toEqual(draw(1, 'seed twin', 20));
});

test('what is drawn has the length that is wanted, and a longer one begins the same', () => {
  expect(draw(7, 'seed ', 64).subarray(0, 20)).toEqual(draw(7, 'seed ', 20));
});

test('no seed and no key stands in a record, in any form', async () => {
  const secrets = [draw(4, 'transport key  1', 32)];
  const record = JSON.stringify(
    await runOf(
      `parameters: { seed: 4 }
steps:
  - host: rotate-key
  - host: key-check
  - press
  - bank: verify
  - host: wipe
  - host: load
  - press
  - bank: verify
  - expect: { code: valid }
`,
      {
        relyingParty: (rules) => {
          const party = new OtplibRelyingParty(rules);
          const register = party.register.bind(party);
          party.register = (key) => {
            secrets.push(key.seed);
            return register(key);
          };
          return party;
        },
      },
    ),
  );
  expect(new Set(secrets.map(toHex)).size).toBe(3);
  for (const secret of secrets) {
    for (const form of formsOf(secret)) expect(record).not.toContain(form);
  }
});

/** Eight bytes of it are enough to be looked for. */
function formsOf(secret: Uint8Array): string[] {
  const part = secret.subarray(0, 8);
  return [
    toHex(part),
    toHex(part).toUpperCase(),
    encodeBase32(secret).slice(0, 12),
    Buffer.from(secret).toString('base64').slice(0, 10),
    [...part].join(','),
    [...part].join(', '),
  ];
}
