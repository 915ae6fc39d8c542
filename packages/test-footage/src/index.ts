export { videoPath, type Video } from './footage.js';
export { frameAt, framePaths, type FrameOptions } from './frames.js';
export { clipFrames, clipMjpeg, joinedMjpeg, stretchFrames, type ClipOptions, type Stretch } from './clips.js';
export { emptyRoom, group, otherPeople, personA, personB, twoPeople, type Picture } from './pictures.js';
export { STRETCHES } from './stretches.js';
