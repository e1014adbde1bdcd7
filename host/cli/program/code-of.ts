/** What the system or Node.js calls this failure, as `ENOENT`; undefined when it has no code. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
