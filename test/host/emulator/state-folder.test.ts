import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodePrimitives } from '@fobkit/client/node';
import { batchKeyId, toHex, UsageError } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchKeyFor, findBatchKey } from '../../../host/emulator/batch-keys.ts';
import { readRecords, writeRecord } from '../../../host/emulator/sim-record.ts';
import { checkStateFolder, makeStateFolder } from '../../../host/emulator/make-state-folder.ts';
import { writePrivateFile } from '../../../host/emulator/private-file.ts';
import {
  stateFolder,
  type StateFolder,
  stateFolderAt,
} from '../../../host/emulator/state-folder.ts';
import { StateFolderError } from '../../../host/emulator/state-folder-error.ts';

let state: StateFolder;

beforeEach(() => {
  state = stateFolderAt(join(mkdtempSync(join(tmpdir(), 'fobkit-state-')), 'fobkit'));
  makeStateFolder(state);
});

afterEach(() => {
  rmSync(join(state.path, '..'), { recursive: true });
});

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('stateFolder', () => {
  it('is FOBKIT_STATE_HOME, else below XDG_STATE_HOME, else below the home folder', () => {
    const env = { FOBKIT_STATE_HOME: '/a', XDG_STATE_HOME: '/b' };
    expect(stateFolder(env).path).toBe('/a');
    expect(stateFolder({ ...env, FOBKIT_STATE_HOME: '' }).path).toBe('/b/fobkit');
    const usual = join(homedir(), '.local', 'state', 'fobkit');
    expect(stateFolder({}).path).toBe(usual);
    expect(stateFolder({ XDG_STATE_HOME: 'relative' }).path).toBe(usual);
  });

  it('is for this user alone', () => {
    expect([state.path, state.sims, state.batchKeys].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
  });
});

describe.skipIf(process.platform === 'win32')('a state folder that cannot be used', () => {
  const root = (): string => join(state.path, '..');
  const below = (...names: string[]): StateFolder => stateFolderAt(join(root(), ...names));

  function expectRefused(folder: StateFolder, why: RegExp): void {
    for (const use of [makeStateFolder, checkStateFolder]) {
      expect(() => {
        use(folder);
      }).toThrow(StateFolderError);
      expect(() => {
        use(folder);
      }).toThrow(why);
    }
  }

  it.runIf(process.platform === 'linux')('because the kernel makes no folder there', () => {
    expectRefused(stateFolderAt('/proc/nope/deeper'), /no folder can be made|no permission/);
  });

  it('because it is a file, or lies below one', () => {
    writeFileSync(join(root(), 'file'), '');
    expectRefused(below('file'), /file is not a folder/);
    expectRefused(below('file', 'deeper', 'still'), /file is not a folder/);
  });

  it('because others may write in it', () => {
    chmodSync(state.path, 0o770);
    expectRefused(state, /others may write .*chmod go-w/);
  });

  it('because others may write in a folder of it', () => {
    chmodSync(state.sims, 0o702);
    expect(() => {
      makeStateFolder(state);
    }).toThrow(/sims: others may write|others may write in .*sims/);
  });

  it.runIf(process.getuid?.() === 0)('because it belongs to another user', () => {
    chownSync(state.path, 65_534, 65_534);
    expectRefused(state, /belongs to another user/);
  });

  it('because a link to nowhere is in its place', () => {
    symlinkSync(join(root(), 'nowhere'), join(root(), 'link'));
    expect(() => {
      makeStateFolder(below('link'));
    }).toThrow(StateFolderError);
    expect(existsSync(join(root(), 'nowhere'))).toBe(false);
  });

  it('unlike one that is not there yet, of which nothing is made by looking', () => {
    checkStateFolder(below('new', 'deeper'));
    expect(existsSync(join(root(), 'new'))).toBe(false);
    makeStateFolder(below('new', 'deeper'));
    expect(modeOf(join(root(), 'new', 'deeper', 'sims'))).toBe(0o700);
  });
});

describe('a private file', () => {
  it('is never written through a link that lies where its draft was foreseen', () => {
    const path = join(state.sims, 'record');
    const victim = join(state.path, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, `${path}.${process.pid.toString()}.new`);
    writePrivateFile(path, 'text');
    expect([readFileSync(path, 'utf8'), readFileSync(victim, 'utf8')]).toEqual([
      'text',
      'untouched',
    ]);
  });

  it('leaves no draft behind when it cannot be put in its place', () => {
    const path = join(state.sims, 'taken');
    mkdirSync(path);
    mkdirSync(join(path, 'full'));
    expect(() => {
      writePrivateFile(path, 'text');
    }).toThrow();
    expect(readdirSync(state.sims)).toEqual(['taken']);
  });
});

describe('batch keys', () => {
  it('are made once for each fob type and found by their key id', () => {
    const key = batchKeyFor(state, 'generic');
    expect(key.length).toBe(32);
    expect(batchKeyFor(state, 'generic')).toEqual(key);
    expect(batchKeyFor(state, 'sid700')).not.toEqual(key);
    expect(findBatchKey(state, batchKeyId(nodePrimitives, key))).toEqual(key);
  });

  it('are in files of this user alone', () => {
    batchKeyFor(state, 'generic');
    const modes = readdirSync(state.batchKeys).map((name) => modeOf(join(state.batchKeys, name)));
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('that are not there are undefined', () => {
    expect(findBatchKey(state, Uint8Array.of(1, 2, 3, 4))).toBeUndefined();
  });

  it('that are spoilt are told by their file, never by their content', () => {
    const id = Uint8Array.of(1, 2, 3, 4);
    const path = join(state.batchKeys, toHex(id));
    writeFileSync(path, 'ab'.repeat(31));
    const refused = (): unknown => findBatchKey(state, id);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(path);
    expect(refused).not.toThrow('abab');
  });
});

describe('records', () => {
  const record = {
    deviceId: '00000000000000aa',
    profile: 'generic',
    links: ['serial:/dev/pts/4'],
    control: 'http://127.0.0.1:1',
    tokenFile: '/t',
    pid: 4242,
    startedAt: '2026-01-01T00:00:00.000Z',
  };

  it('read back as they were written, in a file of this user alone', () => {
    writeRecord(state, record);
    expect(readRecords(state)).toEqual([record]);
    const path = join(state.sims, '00000000000000aa.json');
    expect(modeOf(path)).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(record);
  });

  it('that are none are passed over', () => {
    writeFileSync(join(state.sims, 'x.json'), '{"deviceId":1}');
    writeFileSync(join(state.sims, 'y.json'), 'nonsense');
    expect(readRecords(state)).toEqual([]);
  });

  it('of a folder that is not there are none', () => {
    expect(readRecords(stateFolderAt('/no/such/folder'))).toEqual([]);
  });
});
