import { expect, type Locator, type Page } from '@playwright/test';
import { picturesOf, type Account } from './people.js';
import type { PersonName } from './stretches.js';
import type { TestCamera } from './test-camera.js';

type SignUpPose = 'front' | 'left' | 'right';
export const SIGN_UP_POSES: readonly SignUpPose[] = ['front', 'left', 'right'];

/** A live session that captures three poses, on a machine that also runs the server. */
const CAPTURE_WITHIN_MS = 60_000;
/** Three pictures through the server's engine. */
const SEND_WITHIN_MS = 60_000;

/** The sign-up wizard as a person meets it: by roles and words only. */
export class Wizard {
  readonly reviewTitle: Locator;

  constructor(private readonly page: Page) {
    this.reviewTitle = page.getByRole('heading', { name: 'Are these good?' });
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await this.page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
    await expect(this.page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  }

  async fillAccount({ username, email, password }: Account): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Username' }).fill(username);
    await this.page.getByRole('textbox', { name: 'Email' }).fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  async consent(): Promise<void> {
    await this.page.getByRole('checkbox', { name: /I agree/ }).check();
    await this.page.getByRole('button', { name: 'Agree and continue' }).click();
  }

  /** From the start to the question for the camera. */
  async toCamera(account: Account): Promise<void> {
    await this.open();
    await this.fillAccount(account);
    await this.consent();
  }

  async turnOnCamera(): Promise<void> {
    await this.page.getByRole('button', { name: 'Turn on the camera' }).click();
  }

  /** From the account to the review, with the person in front of the camera doing what is asked. */
  async captureByCamera(camera: TestCamera, person: PersonName, account: Account): Promise<void> {
    await camera.obey(person);
    await this.toCamera(account);
    await this.turnOnCamera();
    await this.expectReview();
  }

  async expectReview(): Promise<void> {
    await expect(this.reviewTitle).toBeVisible({ timeout: CAPTURE_WITHIN_MS });
  }

  /** From the account to the review with files. */
  async upload(account: Account, files: Record<SignUpPose, Buffer>): Promise<void> {
    await this.toCamera(account);
    await this.uploadFiles(files);
  }

  async uploadFiles(files: Record<SignUpPose, Buffer>): Promise<void> {
    await this.page.getByRole('button', { name: 'I only have pictures' }).click();
    for (const pose of SIGN_UP_POSES) await this.chooseFile(pose, files[pose]);
    await this.expectReview();
  }

  async uploadPicturesOf(person: PersonName, account: Account): Promise<void> {
    await this.upload(account, await picturesOf(person));
  }

  async chooseFile(pose: SignUpPose, buffer: Buffer): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: `Choose a file: ${pose}` }).click();
    await (await choosing).setFiles({ name: `${pose}.jpg`, mimeType: 'image/jpeg', buffer });
  }

  picture(pose: SignUpPose): Locator {
    return this.page.getByRole('img', { name: `Your picture, ${pose}` });
  }

  /** The review's part about one picture: the picture, what is wrong with it, and the way to retake it. */
  card(pose: SignUpPose): Locator {
    return this.page.locator(`[data-pose=${pose}]`);
  }

  /** What each picture of the review shows, as a string to compare: a picture's address changes, its pixels do not. */
  async pixels(): Promise<Record<SignUpPose, string>> {
    const [front, left, right] = await Promise.all(
      SIGN_UP_POSES.map((pose) =>
        this.picture(pose).evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = image.naturalWidth;
          canvas.height = image.naturalHeight;
          canvas.getContext('2d')?.drawImage(image, 0, 0);
          return canvas.toDataURL('image/png');
        }),
      ),
    );
    return { front: front ?? '', left: left ?? '', right: right ?? '' };
  }

  async retake(pose: SignUpPose): Promise<void> {
    await this.page.getByRole('button', { name: `Take again: ${pose}` }).click();
  }

  async create(): Promise<void> {
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }

  async expectWelcome({ username }: Account): Promise<void> {
    await expect(this.page.getByRole('heading', { name: `Welcome, ${username}` })).toBeVisible({
      timeout: SEND_WITHIN_MS,
    });
  }

  async goToDashboard(): Promise<void> {
    await this.page.getByRole('link', { name: 'Go to your dashboard' }).click();
  }
}
