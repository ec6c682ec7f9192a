import { HiveKey } from './hive-key.ts';
import type { HiveTree } from './hive-tree.ts';

/** Shown in place of a parent of which nothing is left. */
export const UNKNOWN_PARENT = '?';

/** A key node found in a free cell. Its subkeys are the deleted keys that name it as their parent. */
export class DeletedKey extends HiveKey {
  override readonly deleted: boolean = true;
  readonly #children: DeletedKey[] = [];

  /** `parent`: the key its parent offset leads to, deleted or not; null when nothing is left there. */
  constructor(tree: HiveTree, offset: number, parent: HiveKey | null) {
    super(tree, offset, parent);
    if (parent instanceof DeletedKey) parent.#children.push(this);
  }

  protected override buildPath(): string {
    return this.parent === null ? `${UNKNOWN_PARENT}\\${this.name}` : super.buildPath();
  }

  /** What is left of a deleted key says nothing that could be counted on. */
  override get statedSubkeys(): number {
    return this.#children.length;
  }

  override subkeys(): readonly HiveKey[] {
    return this.#children;
  }
}
