import type { Place, Scalar } from '../model.ts';

/** A file's text as a tree, every part with its place; aliases are followed already. */
export type Node = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: Scalar | null;
  /** As it is written, without quotes. */
  readonly text: string;
}

export interface MapNode {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: string;
  /** Of the key. */
  readonly place: Place;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Node[];
}

/** Whether no parameter stands in it. */
export function isConstant(node: Node): boolean {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value !== 'string' || !node.value.includes('${');
    case 'list':
      return node.items.every(isConstant);
    case 'map':
      return node.entries.every(({ value }) => isConstant(value));
  }
}

/** How many parts it has, itself among them. */
export function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'scalar':
      return 1;
    case 'list':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case 'map':
      return node.entries.reduce((sum, { value }) => sum + sizeOf(value), 1);
  }
}

/** What a node is, for a message. */
export function describeNode(node: Node): string {
  switch (node.kind) {
    case 'map':
      return 'a map';
    case 'list':
      return 'a list';
    case 'scalar':
      return node.value === null ? 'nothing' : JSON.stringify(shortened(node.text));
  }
}

/** A text that is no longer than a message should quote. */
export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
