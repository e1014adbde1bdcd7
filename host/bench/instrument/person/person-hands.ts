import { RigError } from '@fobkit/client';
import type { BenchPort, PersonInstrument } from '../../bench-file/bench.ts';
import type { BenchPerson, PersonQuestion, PersonTask } from './bench-person.ts';
import { PERSON_PICTURES } from './person-pictures.ts';
import { PERSON_TEXTS, PERSON_WRONGS } from './person-texts.ts';

const MOST_TRIES = 3;
const MOST_LETTERS = 64;

/**
 * The hands and eyes of whoever stands at the bench. Methods reject with RigError: `refused` when
 * the person will not, `unproven` when what was typed is three times no answer.
 */
export class PersonHands {
  readonly #person: BenchPerson;
  readonly #config: PersonInstrument;
  readonly #port: BenchPort;

  constructor(person: BenchPerson, config: PersonInstrument, port: BenchPort) {
    this.#person = person;
    this.#config = config;
    this.#port = port;
  }

  get instrument(): string {
    return `person ${this.#config.name}`;
  }

  /** Asks for something to be done, and waits for the word that it is. */
  async do(task: PersonTask, signal?: AbortSignal): Promise<void> {
    await this.#ask(this.#question(task, 'done'), signal);
  }

  /** What the LCD shows, line by line; none when it is dark. */
  async readLcd(signal?: AbortSignal): Promise<readonly string[]> {
    const text = await this.#read({ do: 'read-lcd' }, signal);
    return text === '-' ? [] : text.split(/\s+/);
  }

  /** What stands on the back. */
  readLabel(signal?: AbortSignal): Promise<string> {
    return this.#read({ do: 'read-label' }, signal);
  }

  async #read(task: PersonTask, signal?: AbortSignal): Promise<string> {
    const question = this.#question(task, 'text');
    let wrong: string | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const asked = wrong === undefined ? question : { ...question, wrong };
      const text = (await this.#ask(asked, signal)).trim();
      const words = PERSON_WRONGS[this.#config.language];
      if (text === '') wrong = words.empty;
      else if (text.length > MOST_LETTERS || /\p{C}/u.test(text)) wrong = words.odd;
      else return text;
    }
    throw new RigError('unproven', `${this.instrument}: ${wrong ?? ''}, three times`);
  }

  async #ask(question: PersonQuestion, signal?: AbortSignal): Promise<string> {
    const answer = await this.#person.ask(question, signal);
    if (answer !== undefined) return answer;
    throw new RigError('refused', `${this.instrument} was asked and would not: ${question.text}`);
  }

  #question(task: PersonTask, answer: PersonQuestion['answer']): PersonQuestion {
    const { language } = this.#config;
    const { name, label, deviceId } = this.#port;
    return {
      task,
      language,
      where: `${name}: ${label ?? deviceId}`,
      text: PERSON_TEXTS[language][task.do](task),
      picture: PERSON_PICTURES[task.do],
      answer,
    };
  }
}
