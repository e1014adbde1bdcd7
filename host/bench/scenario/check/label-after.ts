/** The n-th label after one, its last digits counted on. */
export function labelAfter(label: string, n: number): string {
  const digits = /\d{1,15}$/.exec(label)?.[0] ?? '';
  const number = String(Number(digits) + n).padStart(digits.length, '0');
  return label.slice(0, label.length - digits.length) + number.slice(-Math.max(digits.length, 1));
}
