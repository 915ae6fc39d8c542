import type { Picture } from '@facegate/test-footage';
import type { Locator } from '@playwright/test';

export interface GivenFile {
  name: string;
  /** As the browser makes it up from the name. */
  type: string;
  base64: string;
}

export async function jpegFile(name: string, picture: Picture, type = 'image/jpeg'): Promise<GivenFile> {
  return { name, type, base64: (await picture.jpeg()).toString('base64') };
}

/** As the browser tells the page of files that are dropped or pasted. */
export async function handOver(target: Locator, files: readonly GivenFile[], how: 'drop' | 'paste'): Promise<void> {
  await target.evaluate(
    (element, given) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of given.files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
        transfer.items.add(new File([bytes], name, { type }));
      }
      const event =
        given.how === 'drop'
          ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { files, how },
  );
}
