import { describe, expect, test } from 'vitest';
import type { CameraFault } from '../core/camera.js';
import { cameraObstacle, translateCameraError } from './camera-faults.js';

describe('camera faults', () => {
  test.each<[string, PermissionState | null, CameraFault]>([
    ['NotAllowedError', 'denied', 'denied'],
    ['NotAllowedError', null, 'denied'],
    ['NotAllowedError', 'prompt', 'dismissed'],
    ['NotAllowedError', 'granted', 'blocked-by-system'],
    ['SecurityError', null, 'denied'],
    ['NotFoundError', 'granted', 'no-camera'],
    ['OverconstrainedError', 'granted', 'no-camera'],
    ['NotReadableError', 'granted', 'in-use'],
    ['AbortError', 'granted', 'failed'],
    ['InvalidStateError', null, 'failed'],
    ['SomethingNewError', null, 'failed'],
  ])('%s with the permission at %s is %s', (name, permission, fault) => {
    // The message is never looked at.
    expect(translateCameraError(new DOMException('Permission dismissed', name), permission)).toBe(fault);
  });

  test('what is no DOMException is a plain failure', () => {
    expect(translateCameraError(new TypeError('x'), 'granted')).toBe('failed');
  });

  test('http first, then a missing API', () => {
    expect(cameraObstacle({ isSecureContext: false, navigator: {} })).toBe('insecure');
    expect(cameraObstacle({ isSecureContext: true, navigator: {} })).toBe('unsupported');
  });
});
