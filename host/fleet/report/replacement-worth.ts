import { planCost } from '../replace/better-rule.ts';
import { deathsUnplanned, type ToldReplacement, unplannedCost } from './replacement-rules.ts';
import { counted, grouped } from './words.ts';

/** What the plan is worth, in a sentence: what it saves for how much, and whether to follow it. */
export function worthText(replacement: ToldReplacement): string {
  const { plan, prices } = replacement;
  const { died, outliving, replaced } = plan.costs;
  const dead = deathsUnplanned(replacement);
  const saved = dead - died;
  const isShort = outliving * 2 > replaced;
  const isDear = planCost(plan.costs, prices) > unplannedCost(replacement);
  // What outlives the run may yet be saved from a death that nobody has seen.
  const advice =
    replaced > 0 && (saved === 0 || (isDear && !isShort)) ? 'Do not exchange by these odds: ' : '';
  const spent = replaced === 0 ? 'and exchanges none' : `for ${grouped(replaced)} exchanged`;
  const ofAll = `${saved === 0 ? 'none' : grouped(saved)} of ${counted(dead, 'fob')} that ${dead === 1 ? 'dies' : 'die'}`;
  const short = isShort
    ? `; the run is too short to judge: ${grouped(outliving)} of them still ${outliving === 1 ? 'works' : 'work'} at its end`
    : '';
  return `${advice}${advice === '' ? 'The' : 'the'} plan saves ${ofAll}, ${spent}${short}.`;
}
