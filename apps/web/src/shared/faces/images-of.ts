import { POSES, type FaceImage } from '@facegate/contracts';
import { toDataUrl, type Captured } from '@facegate/face-capture';

/** Pictures as the contract takes them, in the order of {@link POSES}: byte for byte what they were. */
export function imagesOf(pictures: Captured): Promise<FaceImage[]> {
  return Promise.all(
    POSES.flatMap((pose) => {
      const picture = pictures[pose];
      return picture ? [toDataUrl(picture).then((data) => ({ pose, data }))] : [];
    }),
  );
}
