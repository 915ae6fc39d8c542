import { describe, expect, test, vi } from 'vitest';
import { DeletionJournal } from './deletion-journal.js';

const ONE = { faceId: 'one', userId: 'ada', dueAtMs: 1000 };
const OTHER = { faceId: 'other', userId: 'ada', dueAtMs: 2000 };

class Memory {
  text: string | null = null;
  getItem(): string | null {
    return this.text;
  }
  setItem(_key: string, text: string): void {
    this.text = text;
  }
}

const ids = (journal: DeletionJournal): string[] => journal.all().map(({ faceId }) => faceId);

function refuse(): never {
  throw new DOMException('', 'SecurityError');
}

describe('the journal of deletions', () => {
  test('outlives the page and is shared by tabs', () => {
    const memory = new Memory();
    const journal = new DeletionJournal(memory);
    journal.plan(ONE);
    expect(new DeletionJournal(memory).all()).toEqual([{ ...ONE, sent: false }]);
    new DeletionJournal(memory).plan(OTHER);
    expect(ids(journal)).toEqual(['one', 'other']);
  });

  test('what was undone is not sent', () => {
    const journal = new DeletionJournal(new Memory());
    journal.plan(ONE);
    expect(journal.undo('one')).toBe(true);
    expect(journal.send('one')).toBe(false);
    expect(journal.all()).toEqual([]);
    expect(journal.undo('one')).toBe(false);
  });

  test('what was sent is not undone', () => {
    const journal = new DeletionJournal(new Memory());
    journal.plan(ONE);
    expect(journal.send('one')).toBe(true);
    expect(journal.undo('one')).toBe(false);
    expect(journal.all()).toEqual([{ ...ONE, sent: true }]);
    journal.forget('one');
    expect(journal.all()).toEqual([]);
  });

  test('twice is once, and does not wait longer', () => {
    const journal = new DeletionJournal(new Memory());
    journal.plan(ONE);
    journal.plan({ ...ONE, dueAtMs: 9000 });
    expect(journal.all()).toEqual([{ ...ONE, sent: false }]);
  });

  test('tells of each change, and shows the same list in between', () => {
    const journal = new DeletionJournal(new Memory());
    const listener = vi.fn<() => void>();
    const stop = journal.subscribe(listener);
    journal.plan(ONE);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(journal.all()).toBe(journal.all());
    stop();
    journal.forget('one');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test.each(['', 'nothing', '{}', '[1, null, {"faceId": "one"}]'])('does not trip over %j', (text) => {
    const memory = new Memory();
    memory.text = text;
    expect(new DeletionJournal(memory).all()).toEqual([]);
  });

  test('works without a storage, and with one that refuses', () => {
    for (const journal of [new DeletionJournal(null), new DeletionJournal({ getItem: refuse, setItem: refuse })]) {
      journal.plan(ONE);
      expect(ids(journal)).toEqual(['one']);
      expect(journal.undo('one')).toBe(true);
      expect(ids(journal)).toEqual([]);
    }
  });
});
