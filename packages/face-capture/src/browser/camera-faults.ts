import type { CameraFault } from '../core/camera.js';

/**
 * Translates what `getUserMedia` rejected with, once, by name and never by message.
 * Steps are those of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 *
 * @param permission the camera permission after the rejection, or null where the browser does not tell.
 */
export function translateCameraError(error: unknown, permission: PermissionState | null): CameraFault {
  // Step 3 rejects with a TypeError when neither audio nor video was asked for; WebIDL does so for bad constraints.
  if (!(error instanceof DOMException)) return 'failed';
  switch (error.name) {
    // "If the result of the request is 'denied', reject with NotAllowedError", and the same when the document is not
    // allowed to use the feature. A question closed without an answer leaves the permission at "prompt"; when the
    // site has the permission, it was the operating system that said no.
    case 'NotAllowedError':
      if (permission === 'prompt') return 'dismissed';
      return permission === 'granted' ? 'blocked-by-system' : 'denied';
    // An older name for a page that is not allowed to use media at all.
    case 'SecurityError':
      return 'denied';
    // "If the candidate set is empty (no device of the kind), reject with NotFoundError."
    case 'NotFoundError':
    // "If no settings are left after the constraints, reject with OverconstrainedError": no device can do it.
    case 'OverconstrainedError':
      return 'no-camera';
    // "If a hardware error such as an OS/program/webpage lock prevents access, reject with NotReadableError."
    case 'NotReadableError':
      return 'in-use';
    // "If device access fails for any reason other than those above, reject with AbortError."
    case 'AbortError':
      return 'failed';
    // "If the current settings object's responsible document is not fully active, reject with InvalidStateError."
    case 'InvalidStateError':
      return 'failed';
    default:
      return 'failed';
  }
}

/** What keeps this page from even asking; null when it can ask. */
export function cameraObstacle(scope: { isSecureContext: boolean; navigator: Partial<Navigator> }): CameraFault | null {
  // `mediaDevices` is [SecureContext]: over http it is missing altogether.
  if (!scope.isSecureContext) return 'insecure';
  return scope.navigator.mediaDevices?.getUserMedia ? null : 'unsupported';
}
