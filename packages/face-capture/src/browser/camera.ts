import type { CameraFault } from '../core/camera.js';
import { cameraObstacle, translateCameraError } from './camera-faults.js';

export class CameraError extends Error {
  override readonly name = 'CameraError';

  constructor(
    readonly fault: CameraFault,
    options?: { cause?: unknown },
  ) {
    super(`The camera did not open: ${fault}`, options);
  }
}

export interface CameraDevice {
  deviceId: string;
  /** Empty until the person has allowed the camera. */
  label: string;
}

/** Wishes only: a camera that cannot fulfil them still opens. */
const WISHES: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Firefox before 131 throws a TypeError for the name 'camera'; null then. */
async function cameraPermission(): Promise<PermissionState | null> {
  try {
    const status = await navigator.permissions.query({ name: 'camera' });
    return status.state;
  } catch {
    return null;
  }
}

/**
 * Opens the camera, by default the one that faces the person.
 *
 * @throws CameraError with the translated fault.
 */
export async function openCamera(deviceId?: string): Promise<MediaStream> {
  const obstacle = cameraObstacle(window);
  if (obstacle) throw new CameraError(obstacle);
  const which: MediaTrackConstraints = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'user' };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...WISHES, ...which } });
  } catch (error) {
    throw new CameraError(translateCameraError(error, await cameraPermission()), { cause: error });
  }
}

/** Turns the camera's light off. Safe to call twice. */
export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export async function listCameras(): Promise<CameraDevice[]> {
  if (cameraObstacle(window)) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput').map(({ deviceId, label }) => ({ deviceId, label }));
}
