import tseslint from 'typescript-eslint';
import {
  CLOCK_FOLDERS,
  HOST_GLOBALS,
  HOST_NEW_DATE,
  HOST_PROPERTIES,
  INEXACT_OPERATOR,
  INEXACT_PROPERTIES,
  PLATFORM_GLOBALS,
  SANDBOX_GLOBALS,
  SANDBOX_PROPERTIES,
} from './test/support/house/barred.ts';
import {
  CLIENT_BROWSER,
  CLIENT_NODE,
  CLIENT_PACKAGES,
  INNER_RULES,
  OUTERMOST,
  PACKAGES,
  PACKAGE_FOLDERS,
  PURE_PACKAGES,
  TEST_LIBRARIES,
  packageName,
} from './test/support/house/direction.ts';
import { SIZES } from './test/support/house/sizes.ts';

// The rules that are data live in test/support/house/, where test/architecture.test.ts holds them
// too. Of a rule with options only the last matching object counts, so each list is composed whole.

const inFolder = (folder) => (folder.endsWith('.ts') ? folder : `${folder}/**/*.ts`);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const named = (names) => `^(${names.map(escaped).join('|')})(/|$)`;

const globals = (barred) => [
  'error',
  {
    globals: Object.entries(barred).map(([name, message]) => ({ name, message })),
    checkGlobalObject: true,
  },
];

const properties = (barred) => [
  'error',
  ...Object.entries(barred).map(([name, message]) => {
    const [object, property] = name.split('.');
    return { object, property, message };
  }),
];

const FORMS = [
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'No default export: name what you export.',
  },
  {
    selector: 'TSEnumDeclaration',
    message: 'No enum: an `as const` table and a type of the same name.',
  },
  {
    selector:
      'PropertyDefinition[accessibility="private"], MethodDefinition[kind!="constructor"][accessibility="private"]',
    message: 'No `private`: a #private field or method.',
  },
  {
    selector: 'TSParameterProperty',
    message: 'No parameter property: declare the field.',
  },
];
const REEXPORT_ALL = {
  selector: 'ExportAllDeclaration',
  message: 'No `export *` outside entry points: name what you export.',
};
const HOOK_OF_SUPPORT = {
  selector:
    'Program > ExpressionStatement > CallExpression[callee.name=/^(before|after)(Each|All)$/]',
  message:
    'A module is loaded once for many test files, so its hooks are those of the first alone: onTestFinished, or a function that sets the hooks.',
};
const POWER = {
  selector: ':matches(BinaryExpression[operator="**"], AssignmentExpression[operator="**="])',
  message: INEXACT_OPERATOR,
};
const READS_CLOCK = {
  selector:
    'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
  message: HOST_NEW_DATE,
};

const RELATIVE_WITHOUT_TS = {
  regex: '^\\.{1,2}/(?!.*\\.(ts|json)$)',
  message: 'A relative import names the .ts file.',
};
const TESTS = {
  regex: '(^|/)\\.\\./test/',
  message: 'Production never imports test/.',
};
const MOCKS = {
  regex: named([...TEST_LIBRARIES, packageName('host/testing')]),
  message: 'Production never depends on a mock or a test library.',
};
const TIMERS = { regex: '^node:timers(/|$)', message: HOST_GLOBALS.setTimeout };

/** What a workspace may not import by name, and how to reach it instead. */
function packageImports(folder) {
  const barred = PACKAGE_FOLDERS.filter(
    (other) => other !== folder && !PACKAGES[folder].includes(other),
  );
  const own = packageName(folder);
  return [
    RELATIVE_WITHOUT_TS,
    TESTS,
    ...(folder === 'host/testing' ? [] : [MOCKS]),
    { regex: named([own]), message: 'Inside a workspace import relatively.' },
    {
      regex: named(barred.map(packageName)),
      message: `${own} imports only ${PACKAGES[folder].map(packageName).join(', ') || 'nobody'}: take the rest as an interface.`,
    },
  ];
}

/** What one folder may not import of its own workspace: siblings, but for the excepted files. */
function siblingImports({ barred, except, instead }) {
  const sibling = (path) => escaped(path.slice(path.indexOf('/') + 1));
  const excepted = except.map((path) => `${sibling(path)}$`).join('|');
  const ahead = excepted === '' ? '' : `(?!${excepted})`;
  return {
    regex: `^\\.{1,2}/(\\.\\./)*${ahead}(${barred.map(sibling).join('|')})(/|$)`,
    message: instead,
  };
}

const imports = (patterns) => ['error', { patterns }];
const PROTOCOL_ALONE = {
  regex: '^[^.]',
  message: 'protocol imports nobody: take it as an argument (see protocol/channel/primitives.ts).',
};
const PURE_INSIDE = {
  regex: `^(?!\\.|(${PURE_PACKAGES.map(escaped).join('|')})(/|$))`,
  message: 'Only plug/, control/ and fixture/ use Node: take a port as an argument.',
};
const FIRMWARE_ALONE = {
  regex: `^(?!\\.|${escaped(packageName('protocol'))}$)`,
  message: 'The firmware sees its own folder and @fobkit/protocol: ask a port of Env.',
};
const ON_ALL_PLATFORMS = {
  regex: `^(?!\\.|(${CLIENT_PACKAGES.map(escaped).join('|')})(/|$))`,
  message: `This runs in a browser too: what is of Node is in ${CLIENT_NODE}/.`,
};
const otherPlatforms = (...folders) => ({
  regex: `^\\.{1,2}/(\\.\\./)*(${folders.map((path) => path.slice(path.lastIndexOf('/') + 1)).join('|')})/`,
  message: 'That part of the client is for another platform.',
});
const insideFirmwareSim = [...packageImports('firmware-sim'), PURE_INSIDE];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      'coverage/',
      'test/vectors/',
      // AssemblyScript, which is not quite TypeScript.
      'protocol/oath/batch/assembly/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: 'error',
      'max-lines': ['error', { max: SIZES.usual }],
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-fallthrough': 'error',
      'no-promise-executor-return': 'error',
      'no-restricted-imports': imports([RELATIVE_WITHOUT_TS]),
      'no-restricted-syntax': ['error', ...FORMS, REEXPORT_ALL],
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-useless-assignment': 'error',
      'object-shorthand': 'error',
    },
  },
  ...PACKAGE_FOLDERS.map((folder) => ({
    files: [inFolder(folder)],
    rules: { 'no-restricted-imports': imports(packageImports(folder)) },
  })),
  {
    files: ['protocol/**/*.ts', 'firmware-sim/**/*.ts'],
    ignores: OUTERMOST.map(inFolder),
    rules: {
      'no-restricted-globals': globals(SANDBOX_GLOBALS),
      'no-restricted-properties': properties(SANDBOX_PROPERTIES),
    },
  },
  {
    files: ['protocol/**/*.ts'],
    rules: {
      'no-restricted-imports': imports([...packageImports('protocol'), PROTOCOL_ALONE]),
    },
  },
  {
    files: ['firmware-sim/**/*.ts'],
    ignores: OUTERMOST.map(inFolder),
    rules: {
      'no-restricted-imports': imports(insideFirmwareSim),
      'no-restricted-properties': properties({ ...SANDBOX_PROPERTIES, ...INEXACT_PROPERTIES }),
      'no-restricted-syntax': ['error', ...FORMS, REEXPORT_ALL, POWER],
    },
  },
  ...INNER_RULES.map((rule) => ({
    files: [inFolder(rule.folder)],
    rules: { 'no-restricted-imports': imports([...insideFirmwareSim, siblingImports(rule)]) },
  })),
  {
    files: ['firmware-sim/firmware/**/*.ts'],
    rules: {
      'no-restricted-imports': imports([
        ...packageImports('firmware-sim'),
        FIRMWARE_ALONE,
        ...INNER_RULES.filter(({ folder }) => folder === 'firmware-sim/firmware').map(
          siblingImports,
        ),
      ]),
    },
  },
  ...PACKAGE_FOLDERS.filter((folder) => folder.startsWith('host/')).map((folder) => ({
    files: [inFolder(folder)],
    ignores: CLOCK_FOLDERS.map(inFolder),
    rules: {
      'no-restricted-globals': globals(HOST_GLOBALS),
      'no-restricted-imports': imports([...packageImports(folder), TIMERS]),
      'no-restricted-properties': properties(HOST_PROPERTIES),
      'no-restricted-syntax': ['error', ...FORMS, REEXPORT_ALL, READS_CLOCK],
    },
  })),
  ...[
    [['host/client/**/*.ts'], [CLIENT_NODE, CLIENT_BROWSER]],
    [[inFolder(CLIENT_BROWSER)], [CLIENT_NODE]],
  ].map(([files, others]) => ({
    files,
    ignores: [inFolder(CLIENT_NODE), ...CLOCK_FOLDERS.map(inFolder)],
    rules: {
      'no-restricted-globals': globals({ ...HOST_GLOBALS, ...PLATFORM_GLOBALS }),
      'no-restricted-imports': imports([
        ...packageImports('host/client'),
        ON_ALL_PLATFORMS,
        otherPlatforms(...others),
      ]),
    },
  })),
  // Entry points re-export.
  {
    files: ['**/index.ts', 'host/emulator/{sims,fleet}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...FORMS] },
  },
  {
    files: ['test/**/*.ts', ...Object.keys(SIZES.long)],
    rules: { 'max-lines': ['error', { max: SIZES.most }] },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-type-assertion': 'off' } },
  {
    files: ['test/**/*.ts'],
    ignores: ['**/*.test.ts', 'test/support/left-behind.ts'],
    rules: { 'no-restricted-syntax': ['error', ...FORMS, REEXPORT_ALL, HOOK_OF_SUPPORT] },
  },
  { files: SIZES.tables, rules: { 'max-lines': 'off' } },
  { files: ['vitest.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
