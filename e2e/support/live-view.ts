import { expect, type Locator, type Page } from '@playwright/test';

/** The room of the live view as a person meets it. */
export class LiveView {
  readonly title: Locator;
  readonly turnOn: Locator;
  readonly turnOff: Locator;
  /** One for each face, with its words. */
  readonly faces: Locator;
  readonly landmarks: Locator;
  readonly lost: Locator;
  readonly tryNow: Locator;
  readonly overlay: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { name: 'Live view' });
    this.turnOn = page.getByRole('button', { name: 'Turn on the camera' });
    this.turnOff = page.getByRole('button', { name: 'Turn off the camera' });
    this.faces = page.getByRole('list', { name: 'Faces in the picture' }).getByRole('listitem');
    this.landmarks = page.getByRole('switch', { name: 'Show points of each face' });
    this.lost = page.getByRole('alert').filter({ hasText: 'No answers just now' });
    this.tryNow = page.getByRole('button', { name: 'Try now' });
    this.overlay = page.locator('canvas');
  }

  /** From any other room. */
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Live', exact: true }).click();
    await expect(this.title).toBeFocused();
    await this.turnOn.click();
  }

  /** Waits for one face, of whom the page says that. */
  async expectOne(words: string | RegExp): Promise<void> {
    await expect(this.faces).toHaveCount(1);
    await expect(this.faces).toHaveText(words);
  }

  /** What the page says of `framesPerS`, `delay` (ms) or `server` (ms); NaN before there are figures. */
  async figure(name: 'framesPerS' | 'delay' | 'server'): Promise<number> {
    return Number.parseFloat(await this.page.locator(`[data-figure=${name}] dd`).innerText());
  }

  /** What is drawn over the picture: the rectangle around it, in shares of the canvas; null when nothing is. */
  async drawn(): Promise<{ left: number; top: number; right: number; bottom: number } | null> {
    return this.overlay.evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
      const box = { left: width, top: height, right: 0, bottom: 0 };
      data.forEach((level, index) => {
        if (index % 4 !== 3 || level === 0) return;
        const pixel = (index - 3) / 4;
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        box.left = Math.min(box.left, x);
        box.right = Math.max(box.right, x + 1);
        box.top = Math.min(box.top, y);
        box.bottom = Math.max(box.bottom, y + 1);
      });
      if (box.right <= box.left) return null;
      return {
        left: box.left / width,
        top: box.top / height,
        right: box.right / width,
        bottom: box.bottom / height,
      };
    });
  }
}
