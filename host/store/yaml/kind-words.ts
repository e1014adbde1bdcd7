const KINDS: Readonly<Record<string, string>> = {
  Object: 'words and their values',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
  undefined: 'nothing',
};

/** What valibot calls a kind or a value, in the words of who writes a file; 80 characters at most. */
export function kindWords(kind: string): string {
  return KINDS[kind] ?? kind.replaceAll('"', '').slice(0, 80);
}
