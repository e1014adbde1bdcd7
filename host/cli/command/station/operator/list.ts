import { defineList } from '../../../station/define-list.ts';
import { isoTime, localTime } from '../../../store/tell.ts';

const HELP = `
Examples:
  $ fob station operator list
  $ fob station operator list --json`;

export const define = defineList(HELP, {
  items: ({ operators }) => operators.list(),
  toJson: ({ name, role, createdUnixMs, createdBy, disabledUnixMs }) => ({
    name,
    role,
    created: isoTime(createdUnixMs),
    createdBy,
    disabled: isoTime(disabledUnixMs),
  }),
  head: ({ commands: { names } }) => [names.name, names.role, names.state, names.created],
  row: ({ name, role, createdUnixMs, disabledUnixMs }, { commands: { roles, states } }) => [
    name,
    roles[role],
    disabledUnixMs === undefined ? states.active : states.disabled,
    localTime(createdUnixMs),
  ],
  none: ({ commands }) => commands.none,
});
