/** Moments, ids of runs and fobs, and how many processes one has; each as a whole. */
const IDS = [
  /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?/g,
  /\b(?=[a-f]*\d)[0-9a-f]{10,}\b/gi,
  /(?<=\bpid )\d+(?: and \d+)*/g,
] as const;

/** A number that stands alone, with its decimals; or several by points and colons, as an address. */
const NUMBER = /(?<![\w.-])[-+−]?\d+(?:[.:]\d+)*(?:e[-+]?\d+)?(?!\w)/g;

/**
 * A message with … for what tells one case from another of the same kind: ids, moments, numbers. Digits
 * of a name stay, as those of `psu1`.
 */
export function likeOnes(message: string): string {
  return [...IDS, NUMBER].reduce((text, pattern) => text.replaceAll(pattern, '…'), message);
}
