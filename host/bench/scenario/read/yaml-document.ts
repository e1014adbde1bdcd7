import { type Document, type LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Place } from '../model.ts';
import { ScenarioError, type ScenarioProblem } from '../scenario-error.ts';

type Parsed = Document.Parsed;

const TOO_DEEP = 'no YAML: nested too deeply to be read';
const MOST_TOLD = 100;
const UNCLOSED = 'no YAML: a quote opens here and never closes';
const SIBLING =
  'no YAML: this stands below a step without being part of it; each step begins with "- ", and ' +
  'what belongs to a step stands behind its colon';
const BRACES =
  'no YAML: { } is a map here, and something follows it; a parameter is ${name} with a dollar sign';
const QUOTES = 'no YAML: a ${parameter} inside { } or [ ] wants quotes, as "${percent} %"';

/**
 * The one document of a text.
 *
 * @throws ScenarioError for a text that is no YAML, or holds none or several documents.
 */
export function onlyDocument(
  text: string,
  lines: LineCounter,
  place: (offset: number) => Place,
): Parsed {
  const documents = composed(text, lines, place(0));
  const errors = documents.flatMap((one) => one.errors).sort((a, b) => a.pos[0] - b.pos[0]);
  const broken = errors.findIndex(({ code }) => code !== 'DUPLICATE_KEY');
  // What follows the first break is most often its echo.
  const told = broken < 0 ? errors : errors.slice(0, broken + 1);
  if (told.length > 0) {
    throw new ScenarioError(
      told.slice(0, MOST_TOLD).map((error): ScenarioProblem => {
        const at = place(error.pos[0]);
        const opening = openingOf(error, documents);
        if (opening !== undefined) return { place: place(opening), field: '', message: UNCLOSED };
        return { place: at, field: '', message: sentence(error, lineOf(text, at)) };
      }),
    );
  }
  const [document, second] = documents;
  if (document === undefined) throw refused(place(0), 'there is nothing in it');
  if (second === undefined) return document;
  throw refused(place(second.range[0]), 'a second document begins; a file holds one scenario');
}

/** The library's own recursion may run out of stack; whatever it throws is the text's fault. */
function composed(text: string, lineCounter: LineCounter, start: Place): readonly Parsed[] {
  const options = {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: true,
    version: '1.2',
    logLevel: 'error',
  } as const;
  try {
    const parsed = parseAllDocuments(text, options);
    return Array.isArray(parsed) ? parsed : [];
  } catch (cause) {
    throw refused(start, TOO_DEEP, { cause });
  }
}

function refused(place: Place, message: string, options?: ErrorOptions): ScenarioError {
  return new ScenarioError([{ place, field: '', message }], options);
}

function lineOf(text: string, { line }: Place): string {
  return text.split('\n', line)[line - 1] ?? '';
}

type YamlError = Pick<Parsed['errors'][number], 'code' | 'message' | 'pos'>;

/** Where the quote opens that is missed at the end of all that it swallowed. */
function openingOf(error: YamlError, documents: readonly Parsed[]): number | undefined {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return undefined;
  let opening: number | undefined;
  for (const document of documents) {
    visit(document, {
      Scalar: (_, { type, range }) => {
        const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
        const [start, end] = range ?? [0, -1];
        if (quoted && end === error.pos[0]) opening = start;
      },
    });
  }
  return opening;
}

function sentence(
  { code, message }: { readonly code: string; readonly message: string },
  line: string,
): string {
  if (code === 'RESOURCE_EXHAUSTION') return TOO_DEEP;
  if (code === 'DUPLICATE_KEY') return 'this key is there twice; a map has each key once';
  if (/[^"']\$\{/.test(line)) return QUOTES;
  if (code === 'MULTILINE_IMPLICIT_KEY') return SIBLING;
  if (code === 'TAB_AS_INDENT') return 'no YAML: a tab; steps are indented by spaces';
  if (code === 'UNEXPECTED_TOKEN' && /:\s*\{/.test(line)) return BRACES;
  return `no YAML: ${message.split('\n', 1)[0] ?? code}`;
}
