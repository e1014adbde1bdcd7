import ts from 'typescript';

/** The globals, properties of globals and operators that this one node uses. */
export function nameUses(node: ts.Node, declared: ReadonlySet<string>): string[] {
  if (ts.isIdentifier(node) && !declared.has(node.text) && isReference(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const owner = node.expression.text;
    return declared.has(owner) ? [] : [`${owner}.${node.name.text}`];
  }
  if (ts.isElementAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const owner = node.expression.text;
    return declared.has(owner)
      ? []
      : [`${owner}.${node.argumentExpression.getText().slice(1, -1)}`];
  }
  if (ts.isVariableDeclaration(node)) return destructuredNames(node, declared);
  if (!declared.has('Date') && readsClock(node)) return ['new Date()'];
  return isPower(node) ? ['**'] : [];
}

/** `const { random } = Math` uses `Math.random`. */
function destructuredNames(node: ts.VariableDeclaration, declared: ReadonlySet<string>): string[] {
  const { name, initializer } = node;
  if (!ts.isObjectBindingPattern(name) || initializer === undefined) return [];
  if (!ts.isIdentifier(initializer) || declared.has(initializer.text)) return [];
  return name.elements.map(
    (one) => `${initializer.text}.${(one.propertyName ?? one.name).getText()}`,
  );
}

/** `new Date()` reads the clock and `Date(…)` always does; `new Date(number)` does not. */
function readsClock(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date';
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Date') return false;
  return node.arguments === undefined || node.arguments.length === 0;
}

function isPower(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.AsteriskAsteriskToken ||
    node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken
  );
}

/** True unless the identifier only names a member, a label or a part of an import or export. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) {
    return parent.name !== node;
  }
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportTypeNode(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isImportSpecifier(parent)) return false;
  if (ts.isExportSpecifier(parent)) {
    const local = parent.parent.parent.moduleSpecifier === undefined;
    return local && (parent.propertyName ?? parent.name) === node;
  }
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !(isMember(parent) && parent.name === node);
}

function isMember(
  node: ts.Node,
): node is ts.TypeElement | ts.ClassElement | ts.EnumMember | ts.NamedTupleMember {
  return ts.isTypeElement(node) || ts.isClassElement(node) || ts.isNamedTupleMember(node);
}

/** Every name that the file gives to something of its own, in whatever scope. */
export function declaredNames(file: ts.SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isNaming(node) && node.name !== undefined && ts.isIdentifier(node.name)) {
      found.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type Naming =
  | ts.VariableDeclaration
  | ts.ParameterDeclaration
  | ts.BindingElement
  | ts.FunctionLikeDeclaration
  | ts.ClassLikeDeclaration
  | ts.TypeAliasDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeParameterDeclaration
  | ts.ImportClause
  | ts.ImportSpecifier
  | ts.NamespaceImport;

function isNaming(node: ts.Node): node is Naming {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassLike(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportClause(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node)
  );
}
