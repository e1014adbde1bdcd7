import { protocolCddl } from '../../protocol/command/protocol-cddl.ts';

process.stdout.write(protocolCddl());
