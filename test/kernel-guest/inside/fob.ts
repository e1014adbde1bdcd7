// Runs in the guest: fob itself, from its source.
import { runProcess } from '../../../host/cli/program/run-process.ts';

await runProcess(process.argv.slice(2));
