/** Colours of our own are of this form; whatever else a terminal obeys is not. */
const COLOUR = '\\u001b\\[[0-9;]*m';
/** C0 without tab and line feed, DEL, C1, and what turns the direction of writing. */
const OBEYED =
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]';
const EITHER = new RegExp(`${COLOUR}|${OBEYED}`, 'g');
const ANY = new RegExp(OBEYED, 'g');

/**
 * A text that moves no cursor and gives a terminal no orders: titles of scenarios, serial numbers and
 * messages come from files and devices of others. What is obeyed is shown as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(EITHER, (found) => (found.length > 1 ? found : escaped(found)));
}

/** The same in JSON, where an escape is the character itself. */
export function printableJson(json: string): string {
  return json.replace(ANY, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
