import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import styles from './file-drop.module.css';
import { useNoDropBeside } from './use-no-drop-beside.js';

interface FileDropProps extends Pick<ButtonProps, 'leftSection' | 'variant'> {
  /** Above the button: what can be dropped here. */
  children: ReactNode;
  /** On the button, and the name of the file field. */
  label: string;
  /** Below the button. */
  notes: ReactNode;
  /** Of what in `notes` describes the button. */
  describedBy: string;
  /** As the `accept` of a file field. */
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}

/** Takes files of the person's own, dropped or chosen. */
export function FileDrop({ children, label, notes, describedBy, accept, multiple, onFiles, ...look }: FileDropProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useNoDropBeside();
  return (
    <div
      className={styles['zone']}
      data-over={over || undefined}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that choosing the same file again is a change again.
          currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button aria-describedby={describedBy} onClick={() => input.current?.click()} {...look}>
        {label}
      </Button>
      {notes}
    </div>
  );
}
