/** What the parser says, and the same for whoever wrote the file. */
const WORDS: readonly (readonly [told: RegExp, words: string])[] = [
  [/^Tabs are not allowed/, 'a tab stands where spaces are wanted'],
  [/^Source contains multiple documents/, 'a second document begins here; a file holds one'],
  [
    /^(?:Nested mappings are not allowed|Implicit keys need to be on a single line)/,
    'the lines from here are indented, but the word before them has a value already',
  ],
  [
    /^All (?:mapping|sequence|collection) items must start at the same column/,
    'this begins farther left or right than its neighbours above',
  ],
  [/^Implicit (?:map )?keys? need to be followed by/, 'this word has no colon after it'],
  [/^Flow map .* end with a \}/, 'a { has no } that closes it before here'],
  [/^Flow sequence .* end with a \]/, 'a [ has no ] that closes it before here'],
  [/^Missing (?:closing )?['"].*quote/, 'a quotation mark has none that closes it'],
  [/^Missing , /, 'a comma is missing before this'],
  [/^Unexpected flow-map-end/, 'a } has no { before it'],
  [/^Unexpected flow-seq-end/, 'a ] has no [ before it'],
];

/** An error of the YAML parser in the words of who writes files; `at`: the text from there on. */
export function yamlWords(message: string, at: string): string {
  const here = /^[^\s:#]{1,60}/.exec(at)?.[0] ?? '';
  if (message.startsWith('Plain value cannot start with')) {
    return `a value that begins with ${here.slice(0, 1)} stands in quotes`;
  }
  return WORDS.find(([told]) => told.test(message))?.[1] ?? message;
}
