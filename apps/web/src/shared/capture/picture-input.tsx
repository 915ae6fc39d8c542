import { PictureError, readPictureFile, type Picture } from '@facegate/face-capture';
import { IMAGE_FILE_ACCEPT, IMAGE_MAX_BYTES } from '@facegate/contracts';
import { Stack, Text, type ButtonProps } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemCode } from '../api/problem.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { BusyButton } from '../ui/busy-button.js';
import { useNoDropBeside } from '../ui/use-no-drop-beside.js';

const MEGABYTE = 1024 * 1024;

interface PictureInputProps extends Pick<ButtonProps, 'variant' | 'fullWidth' | 'size'> {
  /** On the button. */
  children: string;
  /** The name of the file field, for those who do not see the button's surroundings. */
  label: string;
  onPicture: (picture: Picture) => void;
}

/** A button that takes a picture from the person's files, also one that is dropped on it. */
export function PictureInput({ children, label, onPicture, ...look }: PictureInputProps) {
  const { t } = useTranslation('capture');
  const problemText = useProblemText();
  const [fault, setFault] = useState<ProblemCode | null>(null);
  const [reading, setReading] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const helpId = useId();
  useNoDropBeside();

  const read = async (file: File): Promise<void> => {
    setFault(null);
    setReading(true);
    try {
      onPicture(await readPictureFile(file));
    } catch (error) {
      setFault(error instanceof PictureError ? error.code : 'IMAGE_INVALID');
    } finally {
      setReading(false);
    }
  };

  return (
    <Stack
      gap={6}
      onDrop={({ dataTransfer }) => {
        const [file] = dataTransfer.files;
        if (file && !reading) void read(file);
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept={IMAGE_FILE_ACCEPT}
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // So that choosing the same file again is a change again.
          event.currentTarget.value = '';
          if (file) void read(file);
        }}
      />
      <BusyButton
        variant="subtle"
        leftSection={<IconUpload size={18} aria-hidden />}
        loading={reading}
        aria-describedby={helpId}
        onClick={() => input.current?.click()}
        {...look}
      >
        {children}
      </BusyButton>
      <Text id={helpId} size="sm" c={fault ? 'red' : 'dimmed'} role={fault ? 'alert' : undefined} ta="center">
        {fault ? problemText(fault) : t('fileKinds', { megabytes: IMAGE_MAX_BYTES / MEGABYTE })}
      </Text>
    </Stack>
  );
}
