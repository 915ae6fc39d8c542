import { shownFaces, type FaceTracks, type ShownFace } from '@facegate/face-capture';
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { drawFaces } from './draw-faces.js';
import styles from './live-view.module.css';

interface FaceOverlayProps {
  tracks: FaceTracks;
  wordsFor: (face: ShownFace) => string;
}

/** As many pixels as the screen has there. */
function fitScreen(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): void {
  const scale = window.devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(scale, 0, 0, scale, 0, 0);
}

/** Boxes over the picture that go along with the faces between two answers. For the eye: the words are beside it as well. */
export function FaceOverlay({ tracks, wordsFor }: FaceOverlayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const still = useReducedMotion();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    const { fontFamily } = getComputedStyle(element);
    let next = 0;
    const draw = (): void => {
      const faces = shownFaces(tracks, performance.now(), still);
      fitScreen(element, context);
      drawFaces({ context, width: element.clientWidth, height: element.clientHeight, fontFamily }, faces, wordsFor);
      if (faces.length > 0) next = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(next);
  }, [tracks, wordsFor, still]);

  return <canvas ref={canvas} className={styles['overlay']} aria-hidden />;
}
