import type { LoadWish, Scenario } from '@fobkit/bench';
import type { LoadedParameters } from '@fobkit/protocol';

/**
 * A scenario for comparison: without places and texts, maps as lists, and loads with what is usual
 * for the fob type filled in, as a file that says nothing means it.
 */
export function plain(scenario: Scenario | undefined, preset?: LoadedParameters): unknown {
  const text = JSON.stringify(scenario, (key, value: unknown) => {
    if (key === 'place' || key === 'text' || key === 'fileText') return undefined;
    if (value instanceof Map) return [...(value as ReadonlyMap<string, unknown>)];
    if (key === 'load' && preset !== undefined) return filled(value as LoadWish, preset);
    return value;
  });
  return JSON.parse(text) as unknown;
}

/** `load: blank` stays away; fields that do not belong to the mode say nothing. */
function filled(wish: LoadWish | undefined, preset: LoadedParameters): unknown {
  if (wish === undefined) return undefined;
  const { place: _, ...said } = wish;
  const whole = { seedLength: 20, ...preset, ...said };
  const { stepSeconds, t0, counter, suite, ...common } = whole;
  if (whole.mode === 'totp') return { ...common, stepSeconds: stepSeconds ?? 30, t0: t0 ?? 0 };
  return whole.mode === 'hotp' ? { ...common, counter: counter ?? 0 } : { ...common, suite };
}
