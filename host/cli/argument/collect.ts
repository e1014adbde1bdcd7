/** Takes an option that is given several times: each value behind those before it. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
