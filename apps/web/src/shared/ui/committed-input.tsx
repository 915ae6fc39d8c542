import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface CommittedInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type'> {
  type: 'date' | 'number' | 'text';
  /** '': empty. */
  value: string;
  onCommit: (value: string) => void;
}

/** A field whose text counts when the person is done with it: half a number filters nothing. */
export function CommittedInput({ value, onCommit, ...input }: CommittedInputProps) {
  const [draft, setDraft] = useState<{ of: string; text: string }>({ of: value, text: value });
  // The value can change elsewhere: the back button, a filter taken away. What was typed before is over then, for good.
  if (draft.of !== value) setDraft({ of: value, text: value });
  const { text } = draft;
  const commit = (): void => {
    if (text !== value) onCommit(text);
  };
  return (
    <TextInput
      {...input}
      size="sm"
      step="any"
      value={text}
      onChange={({ currentTarget }) => setDraft({ of: value, text: currentTarget.value })}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}
