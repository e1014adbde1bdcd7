import type { PersonDoes, PersonTask } from './bench-person.ts';

type Words = Readonly<Record<PersonDoes, (task: PersonTask) => string>>;

const seconds = (task: PersonTask): string => ('seconds' in task ? String(task.seconds) : '');
const isFresh = (task: PersonTask): boolean => task.do === 'cell-in' && task.fresh;

/** What each task is called when somebody is asked to do it. */
export const PERSON_TEXTS: Readonly<Record<'en' | 'ja', Words>> = {
  en: {
    press: () => 'Press the button once, shortly. Then Enter.',
    hold: (task) => `Press the button and keep it down for ${seconds(task)} seconds. Then Enter.`,
    'start-hold': () => 'Press the button and keep it down. Then Enter.',
    release: () => 'Let the button go. Then Enter.',
    'cell-out': () => 'Take the cell out. Then Enter.',
    'cell-in': (task) => `Put ${isFresh(task) ? 'a fresh' : 'the'} cell in. Then Enter.`,
    unplug: () => 'Pull the fob off its USB port. Then Enter.',
    replug: () => 'Put the fob back on its USB port. Then Enter.',
    'read-lcd': () => 'Type what the LCD shows, a blank between its lines; - when it is dark.',
    'read-label': () => 'Type the serial number on the back of the fob.',
  },
  ja: {
    press: () => 'ボタンを1回、短く押してください。終わったら Enter。',
    hold: (task) => `ボタンを${seconds(task)}秒間押し続けてください。終わったら Enter。`,
    'start-hold': () => 'ボタンを押し、そのまま離さないでください。押したら Enter。',
    release: () => 'ボタンを離してください。離したら Enter。',
    'cell-out': () => '電池を取り外してください。終わったら Enter。',
    'cell-in': (task) =>
      `${isFresh(task) ? '新しい電池' : '電池'}を入れてください。終わったら Enter。`,
    unplug: () => 'トークンを USB ポートから抜いてください。終わったら Enter。',
    replug: () => 'トークンを USB ポートに差し込んでください。終わったら Enter。',
    'read-lcd': () => '液晶の表示を入力してください（行の間は空白、消えているときは -）。',
    'read-label': () => 'トークン裏面のシリアル番号を入力してください。',
  },
};

/** What is wrong with an answer. */
export const PERSON_WRONGS: Readonly<
  Record<'en' | 'ja', Readonly<Record<'empty' | 'odd', string>>>
> = {
  en: {
    empty: 'nothing was typed',
    odd: 'that is longer than an LCD, or has letters that none shows',
  },
  ja: {
    empty: '何も入力されていません',
    odd: '液晶に表示できない文字か、長すぎる入力です',
  },
};
