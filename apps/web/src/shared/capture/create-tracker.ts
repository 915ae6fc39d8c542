import { createMediaPipeFaceTracker, type CreateFaceTracker } from '@facegate/face-capture';

/** The tracker with its files from our own origin. */
export const createTracker: CreateFaceTracker = (signal) =>
  createMediaPipeFaceTracker(signal, { baseUrl: import.meta.env.BASE_URL });
