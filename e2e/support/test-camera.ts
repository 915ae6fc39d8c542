import type { Page } from '@playwright/test';
import { installTestCamera, type CameraFailure, type CameraState } from './camera-in-page.js';
import { allFrames, CAMERA_FPS, obedience, type StretchName, type PersonName, WAYS } from './stretches.js';

const FRAMES_PATH = '/__test-camera__';

/** A camera that plays footage, in place of the browser's own. What it was told holds over reloads. */
export class TestCamera {
  private state: CameraState = {
    wish: { play: 'empty-room' },
    devices: [{ deviceId: 'test', label: 'Test camera' }],
  };

  private constructor(private readonly page: Page) {}

  /** Must come before the page's first navigation. */
  static async install(page: Page): Promise<TestCamera> {
    const camera = new TestCamera(page);
    const frames = await allFrames();
    await page.route(`**${FRAMES_PATH}/**`, async (route) => {
      const [stretch, file] = new URL(route.request().url()).pathname.slice(FRAMES_PATH.length + 1).split('/');
      const body = frames.get(stretch as StretchName)?.[Number.parseInt(file ?? '', 10)];
      await route.fulfill(body ? { body, contentType: 'image/jpeg' } : { status: 404 });
    });
    await page.exposeFunction('testCameraState', () => camera.state);
    await page.addInitScript(installTestCamera, {
      width: 640,
      height: 480,
      fps: CAMERA_FPS,
      framesUrl: FRAMES_PATH,
      frameCounts: Object.fromEntries([...frames].map(([name, { length }]) => [name, length])),
      ways: WAYS,
    });
    return camera;
  }

  /** Shows one stretch, to and fro, whatever the page asks for. */
  async play(stretch: StretchName): Promise<void> {
    await this.tell({ ...this.state, wish: { play: stretch } });
  }

  /** Shows one picture (JPEG), whatever is asked of it. */
  async film(picture: Buffer): Promise<void> {
    await this.page.route(`**${FRAMES_PATH}/**`, (route) =>
      route.fulfill({ body: picture, contentType: 'image/jpeg' }),
    );
    await this.play('empty-room');
  }

  /** Puts a person in front of the camera who does what the page's `data-prompt` asks. */
  async obey(person: PersonName): Promise<void> {
    await this.tell({ ...this.state, wish: { obey: obedience(person) } });
  }

  /** Opening the camera fails from now on; `undefined` mends it. `denied` takes the permission of an open one back. */
  async fail(failure: CameraFailure | undefined): Promise<void> {
    const { failure: _mended, ...well } = this.state;
    await this.tell(failure ? { ...well, failure } : well);
  }

  /** One more camera, which films that. */
  async plug(label: string, play: StretchName): Promise<void> {
    const { devices } = this.state;
    await this.tell({ ...this.state, devices: [...devices, { deviceId: `test-${devices.length}`, label, play }] });
  }

  /** Takes a camera away, also while it is open. */
  async unplug(label = 'Test camera'): Promise<void> {
    const devices = this.state.devices.filter((device) => device.label !== label);
    await this.tell({ ...this.state, devices });
  }

  /** Turns the phone that the camera is in. */
  async turn(upright: boolean): Promise<void> {
    await this.tell({ ...this.state, upright });
  }

  /** The camera stays open and gives no pictures. */
  async mute(muted: boolean): Promise<void> {
    await this.tell({ ...this.state, muted });
  }

  /** Whether the camera's light would be on. */
  async isOn(): Promise<boolean> {
    return this.page.evaluate(() => globalThis.testCamera?.isOn() ?? false);
  }

  async timesOpened(): Promise<number> {
    return this.page.evaluate(() => globalThis.testCamera?.timesOpened() ?? 0);
  }

  async playing(): Promise<StretchName | undefined> {
    return this.page.evaluate(() => globalThis.testCamera?.playing());
  }

  private async tell(state: CameraState): Promise<void> {
    this.state = state;
    await this.page.evaluate((told) => globalThis.testCamera?.set(told), state);
  }
}
