import { Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useErrorText } from '../i18n/use-problem-text.js';
import { BusyButton } from './busy-button.js';
import { Notice } from './notice.js';
import { saveFile } from './save-file.js';

interface DownloadButtonProps {
  fetchFile: () => Promise<Blob>;
  fileName: string;
  /** Said in front of the reason when the file does not come. */
  failure: string;
  size?: 'sm';
  children: string;
}

/** Fetches a file and hands it to the browser's downloads. */
export function DownloadButton({ fetchFile, fileName, failure, size, children }: DownloadButtonProps) {
  const errorText = useErrorText();
  const download = useMutation({ mutationFn: fetchFile, onSuccess: (file) => saveFile(file, fileName) });
  return (
    <Stack gap="xs" align="flex-start">
      {download.error && (
        <Notice kind="problem" title={failure}>
          {errorText(download.error)}
        </Notice>
      )}
      <BusyButton
        variant="default"
        {...(size && { size })}
        leftSection={<IconDownload size={18} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate()}
      >
        {children}
      </BusyButton>
    </Stack>
  );
}
