import { CODE_LENGTH, type ReadCode } from '../shared/activation-code.ts';
import type { Language } from './language.ts';

type CodeFault = Exclude<ReadCode, { readonly code: string }>;

/** What is wrong with a typed activation code, and where. */
export function codeFaultText(fault: CodeFault, language: Language): string {
  const isJapanese = language === 'ja';
  switch (fault.fault) {
    case 'length':
      return isJapanese
        ? `アクティベーションコードは${CODE_LENGTH}桁です(入力は${fault.found}桁)。`
        : `An activation code has ${CODE_LENGTH} characters; these are ${fault.found}.`;
    case 'character':
      return isJapanese
        ? `「${fault.character}」はアクティベーションコードに使われない文字です。`
        : `“${fault.character}” is not in any activation code.`;
    case 'typo':
      if (fault.group === undefined) {
        return isJapanese
          ? '入力に誤りがあります。コードをもう一度ご確認ください。'
          : 'There is a typo. Compare the code once more.';
      }
      return isJapanese
        ? `入力に誤りがあります。${fault.group}組目の5桁をご確認ください。`
        : `There is a typo, probably in group ${fault.group} of six.`;
  }
}
