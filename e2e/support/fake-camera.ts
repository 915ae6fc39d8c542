import { joinedMjpeg } from '@facegate/test-footage';
import type { Browser, LaunchOptions, PlaywrightWorkerArgs } from '@playwright/test';

/**
 * A browser of its own whose camera is Chromium's fake device, playing person A in a loop on another occasion than
 * the one he was enrolled at: he looks into the camera, blinks, and looks on. Chromium plays it at 30 frames/s.
 */
export async function launchWithFakeCamera(
  playwright: PlaywrightWorkerArgs['playwright'],
  options: LaunchOptions,
): Promise<Browser> {
  const clip = await joinedMjpeg([
    { video: 'a-talks', from: 28.9, to: 30.4 },
    { video: 'a-talks', from: 16.4, to: 17.9 },
  ]);
  return playwright.chromium.launch({
    ...options,
    args: [
      ...(options.args ?? []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
    ],
  });
}
