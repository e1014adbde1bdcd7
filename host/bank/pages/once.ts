import { createHash, randomBytes } from 'node:crypto';

const MARK = /^[A-Za-z0-9_-]{16}$/;
const MOST = 500;

/** What makes a form that is shown one of its own. */
export function newMark(): string {
  return randomBytes(12).toString('base64url');
}

/**
 * Forms that count once: the same mark from the same visitor gets the answer that it got before, or
 * the one that is being worked on. Twice pressed is once done.
 */
export class Once<Answer> {
  readonly #answers = new Map<string, Promise<Answer>>();

  /** Whether this form was sent before. */
  knows(visitor: string, mark: string): boolean {
    return this.#answers.has(keyOf(visitor, mark));
  }

  /** What a form that was sent before came to. */
  answer(visitor: string, mark: string): Promise<Answer> | undefined {
    return this.#answers.get(keyOf(visitor, mark));
  }

  /** Does the work, or gives what it gave before. A form without a mark is always new. */
  run(visitor: string, mark: string, work: () => Promise<Answer>): Promise<Answer> {
    if (!MARK.test(mark)) return work();
    const key = keyOf(visitor, mark);
    const before = this.#answers.get(key);
    if (before !== undefined) return before;
    const answer = work();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}

function keyOf(visitor: string, mark: string): string {
  return createHash('sha256').update(`${visitor}\n${mark}`).digest('base64url');
}
