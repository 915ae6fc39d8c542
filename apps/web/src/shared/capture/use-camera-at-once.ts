import { type Camera, useCamera } from '@facegate/face-capture';
import { useEffect } from 'react';

/** A camera that opens when the component appears. */
export function useCameraAtOnce(): Camera {
  const camera = useCamera();
  const { open } = camera;

  useEffect(() => {
    open();
  }, [open]);

  return camera;
}
