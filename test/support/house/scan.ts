import ts from 'typescript';
import { declaredNames, nameUses } from './names.ts';

/** One place where a file names another module. */
export interface ModuleUse {
  /** The text between the quotes, or `<computed>` for `import(expression)`. */
  readonly specifier: string;
  readonly line: number;
  readonly how: 'import' | 'export' | 'dynamic' | 'type' | 'url';
}

/** One place where a file uses a global, a property of a global, or an operator. */
export interface NameUse {
  /** `Date`, `Math.random`, `new Date()` without arguments, or `**`. */
  readonly name: string;
  readonly line: number;
}

/** What the house rules want to know about one TypeScript file. */
export interface Source {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly modules: readonly ModuleUse[];
  readonly names: readonly NameUse[];
  readonly forms: readonly Form[];
  /** Only re-exports: a barrel. */
  readonly onlyReexports: boolean;
  /** Only types and constants without code: a table of data. */
  readonly onlyData: boolean;
}

/** One place where a file uses a form that the house does without. */
export interface Form {
  readonly form: 'default export' | 'export *' | 'enum' | 'any' | 'non-null !' | 'namespace';
  readonly line: number;
}

/** Reads one file's syntax tree; nothing is resolved or loaded. */
export function scanSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const modules: ModuleUse[] = [];
  const names: NameUse[] = [];
  const forms: Form[] = [];
  const declared = declaredNames(file);
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    const module = moduleUse(node);
    if (module !== undefined) modules.push({ ...module, line });
    for (const name of nameUses(node, declared)) names.push({ name, line });
    const form = barredForm(node);
    if (form !== undefined) forms.push({ form, line });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const { statements } = file;
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    modules,
    names,
    forms,
    onlyReexports: statements.length > 0 && statements.every(isReexport),
    onlyData: statements.every(isDataStatement),
  };
}

function moduleUse(node: ts.Node): Omit<ModuleUse, 'line'> | undefined {
  if (ts.isImportDeclaration(node))
    return { specifier: quoted(node.moduleSpecifier), how: 'import' };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: quoted(node.moduleSpecifier), how: 'export' };
  }
  if (ts.isExternalModuleReference(node))
    return { specifier: quoted(node.expression), how: 'import' };
  if (ts.isImportTypeNode(node)) {
    const argument = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
    return { specifier: quoted(argument), how: 'type' };
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return { specifier: quoted(node.arguments[0]), how: 'dynamic' };
  }
  // A worker's entry point: new URL('./worker.ts', import.meta.url).
  if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
    const [target, base] = node.arguments ?? [];
    if (base?.getText() === 'import.meta.url') return { specifier: quoted(target), how: 'url' };
  }
  return undefined;
}

function isLoader(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function quoted(node: ts.Node | undefined): string {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : '<computed>';
}

function barredForm(node: ts.Node): Form['form'] | undefined {
  if (ts.isExportAssignment(node)) return 'default export';
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) return 'export *';
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'default export';
  if (node.kind === ts.SyntaxKind.DefaultKeyword && ts.canHaveModifiers(node.parent)) {
    return 'default export';
  }
  if (ts.isEnumDeclaration(node)) return 'enum';
  // `declare module 'vitest'` adds to the types of a package: no namespace.
  if (ts.isModuleDeclaration(node) && !ts.isStringLiteral(node.name)) return 'namespace';
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  return ts.isNonNullExpression(node) ? 'non-null !' : undefined;
}

function isReexport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

function isDataStatement(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) return true;
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(
    (one) => one.initializer !== undefined && !holdsCode(one.initializer),
  );
}

function holdsCode(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return true;
  if (ts.isCallLikeExpression(node)) return true;
  return ts.forEachChild(node, (child) => holdsCode(child) || undefined) ?? false;
}
