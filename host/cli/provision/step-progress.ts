import { type ProvisionStep, provisionSteps } from '@fobkit/client';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';

const TOLD: Readonly<Record<ProvisionStep, string>> = {
  check: 'asking the fob what it can do',
  'open-channel': 'opening the sealed channel',
  'set-clock': 'setting the clock',
  'load-seed': 'loading the seed',
  'key-check': 'proving the seed',
  'rotate-key': 'replacing the transport key',
  'read-status': 'reading the status',
};

/** Tells the steps of a provisioning as it enters them; not where a program reads along. */
export function startSteps(
  out: Output,
  quiet: boolean,
): { enter: (step: ProvisionStep) => void; stop: () => void } {
  const progress = quiet ? undefined : startProgress(out, provisionSteps.length);
  return {
    enter(step) {
      progress?.update(provisionSteps.indexOf(step), TOLD[step]);
    },
    stop() {
      progress?.stop();
    },
  };
}
