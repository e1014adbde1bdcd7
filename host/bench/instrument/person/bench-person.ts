/** What somebody at the bench is asked to do. */
export type PersonTask =
  | { readonly do: 'press' }
  | { readonly do: 'hold'; readonly seconds: number }
  | { readonly do: 'start-hold' }
  | { readonly do: 'release' }
  | { readonly do: 'cell-out' }
  | { readonly do: 'cell-in'; readonly fresh: boolean }
  | { readonly do: 'unplug' }
  | { readonly do: 'replug' }
  /** Answered by what the LCD shows. */
  | { readonly do: 'read-lcd' }
  /** Answered by what stands on the back. */
  | { readonly do: 'read-label' };

export type PersonDoes = PersonTask['do'];

/** A question to the person at the bench, ready to be shown. */
export interface PersonQuestion {
  readonly task: PersonTask;
  readonly language: 'en' | 'ja';
  /** Which fob: port and label. */
  readonly where: string;
  readonly text: string;
  /** Drawn with letters, for a terminal. */
  readonly picture: string;
  /** What an answer is: the word that it is done, or what was read. */
  readonly answer: 'done' | 'text';
  /** What was wrong with the answer before this one. */
  readonly wrong?: string;
}

/** A way to ask whoever stands at the bench. One question is open at a time. */
export interface BenchPerson {
  /**
   * What was typed, empty for "done"; undefined when the person will not or cannot. Rejects with the
   * signal's reason, or with an error of the prompt when nobody is there to be asked.
   */
  ask(question: PersonQuestion, signal?: AbortSignal): Promise<string | undefined>;
}
