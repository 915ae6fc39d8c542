/** A face that the person deleted, until the server has erased it. */
export interface Deletion {
  faceId: string;
  userId: string;
  /** Milliseconds since 1970: until then it can be undone. */
  dueAtMs: number;
  /** The server was asked: there is no way back. */
  sent: boolean;
}

/** The part of `Storage` that is used. */
type Keeper = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'facegate.deletions';

function isDeletion(value: unknown): value is Deletion {
  if (typeof value !== 'object' || value === null) return false;
  const { faceId, userId, dueAtMs, sent } = value as Partial<Deletion>;
  return (
    typeof faceId === 'string' && typeof userId === 'string' && typeof dueAtMs === 'number' && typeof sent === 'boolean'
  );
}

/**
 * Deletions that are not done yet, kept by the browser and shared by its tabs: a tab that is closed or crashes takes
 * none of them along. Without a storage they last as long as the page.
 */
export class DeletionJournal {
  private text = '[]';
  private deletions: readonly Deletion[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly keeper: Keeper | null) {}

  /** The same list for as long as nothing changes. */
  readonly all = (): readonly Deletion[] => {
    const text = this.read();
    if (text !== this.text) {
      this.text = text;
      this.deletions = parse(text);
    }
    return this.deletions;
  };

  /** The face is deleted at `dueAtMs`, unless that is undone. Twice is once: the first one counts. */
  plan(deletion: Omit<Deletion, 'sent'>): void {
    if (this.find(deletion.faceId)) return;
    this.write([...this.all(), { ...deletion, sent: false }]);
  }

  /** @returns false when it is too late */
  undo(faceId: string): boolean {
    const deletion = this.find(faceId);
    if (!deletion || deletion.sent) return false;
    this.forget(faceId);
    return true;
  }

  /** The server is asked now. @returns false when the deletion was undone */
  send(faceId: string): boolean {
    if (!this.find(faceId)) return false;
    this.write(this.all().map((deletion) => (deletion.faceId === faceId ? { ...deletion, sent: true } : deletion)));
    return true;
  }

  /** The server has answered. */
  forget(faceId: string): void {
    this.write(this.all().filter((deletion) => deletion.faceId !== faceId));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Something changed, here or in another tab. */
  readonly tell = (): void => {
    for (const listener of this.listeners) listener();
  };

  private find(faceId: string): Deletion | undefined {
    return this.all().find((deletion) => deletion.faceId === faceId);
  }

  private read(): string {
    try {
      return this.keeper ? (this.keeper.getItem(KEY) ?? '[]') : this.text;
    } catch {
      return this.text;
    }
  }

  private write(deletions: readonly Deletion[]): void {
    this.deletions = deletions;
    this.text = JSON.stringify(deletions);
    try {
      this.keeper?.setItem(KEY, this.text);
    } catch {
      // A browser that keeps nothing.
    }
    this.tell();
  }
}

function parse(text: string): Deletion[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter((value) => isDeletion(value)) : [];
  } catch {
    return [];
  }
}
