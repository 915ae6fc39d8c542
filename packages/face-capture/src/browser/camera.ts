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
async function cameraPermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'camera' });
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
    const permission = await cameraPermission();
    throw new CameraError(translateCameraError(error, permission?.state ?? null), { cause: error });
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

export interface CameraListener {
  /** It was taken away: unplugged, or the permission was taken back. */
  onEnded: (fault: CameraFault) => void;
  /** It gives no picture for a while, or does so again. */
  onMuted: (muted: boolean) => void;
  /** Cameras came or went. */
  onDevices: () => void;
}

/** Tells what happens to an open camera, until the signal comes. */
export async function listenToCamera(
  stream: MediaStream,
  { onEnded, onMuted, onDevices }: CameraListener,
  signal: AbortSignal,
): Promise<void> {
  const [track] = stream.getVideoTracks();
  const until = { signal };
  navigator.mediaDevices.addEventListener('devicechange', onDevices, until);
  track?.addEventListener('mute', () => onMuted(true), until);
  track?.addEventListener('unmute', () => onMuted(false), until);
  const asked = cameraPermission();
  const ended = async (): Promise<void> => {
    const permission = await asked;
    if (!signal.aborted) onEnded(permission?.state === 'denied' ? 'denied' : 'unplugged');
  };
  track?.addEventListener('ended', () => void ended(), until);
  const permission = await asked;
  // Not every browser ends the track of a camera that the person forbade.
  const changed = (): void => {
    if (permission?.state === 'denied') onEnded('denied');
  };
  permission?.addEventListener('change', changed, until);
}
