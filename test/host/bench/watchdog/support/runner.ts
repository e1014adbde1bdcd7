import { readFileSync } from 'node:fs';
import { BenchRigs, nodeBenchEnv } from '@fobkit/bench';

// A run that switches everything on and then does nothing more. Arguments: bench file, state folder.

const [file = '', stateFolder = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const rigs = new BenchRigs({ text, file, env: nodeBenchEnv(), stateFolder, run: 'doomed' });
const rig = await rigs.takePort('port-1');
await rig.act({ action: 'hold' });
process.stdout.write('armed\n');
process.stdin.resume();
