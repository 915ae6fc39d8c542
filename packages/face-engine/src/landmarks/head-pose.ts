import type { FaceLandmarks, HeadPose, RgbImage } from '../types.js';
import { meshPose } from './mesh-pose.js';
import { weakPerspectivePose } from './weak-perspective-pose.js';

/** The head's pose, from landmarks in pixels of the picture of that size. */
export function headPose({ scheme, points }: FaceLandmarks, picture: Pick<RgbImage, 'width' | 'height'>): HeadPose {
  return scheme === 'ibug-68' ? weakPerspectivePose(points) : meshPose(points, picture);
}
