/** Logarithm of the odds of a head against a moved picture, by the natural logarithm of each figure: see head-evidence.ts. */
export interface HeadModel {
  bias: number;
  shading: number;
  contrast: number;
  /** In parts of 20. */
  degrees: number;
}

/** Degrees are relative to the person's own rest, times are the server's clock. */
export interface LivenessLimits {
  sessionMs: number;
  /** From the first frame to the end of the learning. */
  restDeadlineMs: number;
  /** From the telling of a step to its end. */
  stepDeadlineMs: number;
  /** The same for a blink: at few frames a second one in two falls between frames. */
  blinkDeadlineMs: number;
  /** From the end of an action until the head is at rest again. */
  returnDeadlineMs: number;
  /** For looking at what was captured. */
  reviewMs: number;
  /** For capturing one pose again after a review. */
  retakeMs: number;

  /** Learning: so long, at least so many frames, and within it the pose changes by no more. */
  restMs: number;
  restFrames: number;
  restSpreadDegrees: number;
  /** Relative to the camera: further aside nobody looks straight ahead. */
  restMaxYawDegrees: number;
  restMaxPitchDegrees: number;
  restMaxRollDegrees: number;
  restMinEyesOpen: number;
  /** Relative to the camera: further away the mesh is not believed, and a face is not judged (trust.ts). */
  trustedYawDegrees: number;
  trustedPitchDegrees: number;
  /** In parts of the resting face's width over its height. */
  trustedWidth: number;

  minInterocularPx: number;
  maxCutOff: number;
  minBrightness: number;
  maxBrightness: number;

  /** Near the rest: back from an action, and ready for the next. */
  nearYawDegrees: number;
  nearPitchDegrees: number;
  /** A head that only passes its rest is faster. */
  steadyDegreesPerS: number;
  /** An action that begins sooner after it was told was under way before. */
  reactionMs: number;

  turnDegrees: number;
  lookDegrees: number;
  /** A movement that was not asked for. */
  wrongDegrees: number;
  /** So many frames in a row: one alone may be a slip of the network. */
  wrongFrames: number;

  blinkMinMs: number;
  blinkMaxMs: number;
  /** A blink across a longer silence is none. */
  blinkMaxGapMs: number;
  /** From the rest, aside or up: further away lids are lowered without a blink. */
  blinkMaxOffDegrees: number;

  /**
   * Correlation of turned and resting face as one plane (planar-match.ts). Up to here a head, at the least turn that counts; the limit
   * falls with every degree more, as a head's does. From `flatMatch` on a picture.
   */
  solidMatch: number;
  solidMatchFallPerDegree: number;
  flatMatch: number;
  /** How narrow a turned face is (foreshortening.ts): from here on a head; below there a picture. Judged at turns only. */
  solidForeshortening: number;
  flatForeshortening: number;
  /** The same for the height of a face that looks up or down. */
  solidLowering: number;
  flatLowering: number;
  /** Frames past the turn that have to say so. */
  evidenceFrames: number;
  /** Frames past the turn that are looked at, up to so many degrees. */
  maxEvidenceFrames: number;
  maxEvidenceDegrees: number;

  head: HeadModel;
  /**
   * Log odds of a session: from here on a head after so few movements, and after more. Below `pictureLogOdds` it is a picture; in between
   * one more movement is asked for.
   */
  headLogOddsEarly: number;
  earlyMovements: number;
  headLogOdds: number;
  pictureLogOdds: number;
  /** A view lies between two others (way-seen.ts) when it is at least so many degrees from each, */
  wayDegrees: number;
  /** at most so long from each, */
  wayMs: number;
  /** the way from one to the other over it is nearly straight (1 is a line), */
  wayStraightness: number;
  /** a fade explains it worse by so much (between-views.ts), */
  wayOverFade: number;
  /** and it is so far from every other such view, in parts of the eyes' distance. */
  wayDistinct: number;
  /** So many such views for each direction that was asked for, on the average; */
  viewsPerDirection: number;
  /** so many where fewer than `slowFramesPerS` come; */
  viewsPerDirectionSlow: number;
  slowFramesPerS: number;
  /** and so many in all. */
  leastViews: number;
  /** Doubts that are answered with one more movement before a session ends. */
  maxDoubts: number;

  /** Cosine to the face at rest, for frames near the rest; and up to `sameFaceMaxDegrees` from it. */
  minSameFace: number;
  minSameFaceTurned: number;
  sameFaceMaxDegrees: number;
  /** Frames that a proof is fused from. */
  leastFused: number;
  /** 0…1: share of the other frames that are compared, drawn by the server. */
  spotCheckShare: number;

  /** Between two frames: a fixed part and one for each second; places and sizes in heights of the face. */
  jumpDegrees: number;
  jumpDegreesPerS: number;
  jumpShift: number;
  jumpShiftPerS: number;
  jumpScale: number;
  jumpScalePerS: number;
  /** Times that a face may be elsewhere and stay there. */
  maxCuts: number;
  /** From so many degrees off the camera a mesh may have collapsed on the way: what follows may be anywhere until the head is back. */
  edgeDegrees: number;
  /** For so long. */
  maxSkippedMs: number;

  /** Frames a session that may be the one before once more. */
  maxHeldFrames: number;
  /** For so long no point moved by as much (parts of the eyes' distance). */
  stillMs: number;
  stillShift: number;
  /** A movement counts as repeated: so many frames, each so near to the earlier way, and somewhere so far from where that began (parts of the eyes' distance). */
  loopFrames: number;
  loopShift: number;
  loopReach: number;
  loopMinLagMs: number;

  /** How many of the latest frames are looked at together, and from how long (smoothness.ts); a stop, a move and a reversal in parts of the eyes' distance. */
  smoothFrames: number;
  smoothMs: number;
  stopShift: number;
  moveShift: number;
  maxStops: number;
  reversalShift: number;
  maxReversals: number;

  /** Frames a second, over `rateWindowMs`. */
  minFramesPerS: number;
  rateWindowMs: number;
  maxGapMs: number;
  maxFaceLostMs: number;
  maxSecondFaceFrames: number;
}

/** Chosen on footage (docs/adr/0010-liveness.md): how well they do on other people `pnpm eval liveness` measures. Where a limit lies between two figures, both are given. */
export const LIVENESS_LIMITS: LivenessLimits = {
  sessionMs: 60_000,
  restDeadlineMs: 15_000,
  stepDeadlineMs: 8_000,
  blinkDeadlineMs: 14_000,
  returnDeadlineMs: 4_000,
  reviewMs: 120_000,
  retakeMs: 30_000,

  restMs: 400,
  restFrames: 4,
  restSpreadDegrees: 6,
  restMaxYawDegrees: 20,
  restMaxPitchDegrees: 25,
  restMaxRollDegrees: 25,
  restMinEyesOpen: 0.45,
  trustedYawDegrees: 40,
  trustedPitchDegrees: 38,
  trustedWidth: 0.62,
  minInterocularPx: 40,
  maxCutOff: 0.08,
  minBrightness: 0.15,
  maxBrightness: 0.85,

  nearYawDegrees: 8,
  nearPitchDegrees: 12,
  steadyDegreesPerS: 60,
  reactionMs: 150,

  turnDegrees: 12,
  lookDegrees: 13,
  wrongDegrees: 15,
  wrongFrames: 2,

  blinkMinMs: 60,
  blinkMaxMs: 800,
  blinkMaxGapMs: 350,
  blinkMaxOffDegrees: 12,

  solidMatch: 0.945,
  solidMatchFallPerDegree: 0.0025,
  flatMatch: 0.965,
  solidForeshortening: 0.87,
  flatForeshortening: 0.77,
  solidLowering: 0.6,
  flatLowering: 0.5,
  evidenceFrames: 2,
  maxEvidenceFrames: 12,
  maxEvidenceDegrees: 34,

  head: { bias: 15.1, shading: 5.47, contrast: -2.55, degrees: -2.31 },
  headLogOddsEarly: -0.5,
  earlyMovements: 1,
  headLogOdds: -1.5,
  pictureLogOdds: -4,
  wayDegrees: 3,
  wayMs: 450,
  wayStraightness: 0.8,
  wayOverFade: 0.3,
  wayDistinct: 0.01,
  viewsPerDirection: 2.1,
  viewsPerDirectionSlow: 1.5,
  slowFramesPerS: 7,
  leastViews: 3,
  maxDoubts: 2,

  minSameFace: 0.5,
  minSameFaceTurned: 0.38,
  sameFaceMaxDegrees: 25,
  leastFused: 5,
  spotCheckShare: 0.12,

  jumpDegrees: 6,
  jumpDegreesPerS: 250,
  jumpShift: 0.05,
  jumpShiftPerS: 4,
  jumpScale: 0.05,
  jumpScalePerS: 3,
  maxCuts: 1,
  edgeDegrees: 28,
  maxSkippedMs: 2_500,

  maxHeldFrames: 5,
  stillMs: 3_000,
  stillShift: 0.005,
  loopFrames: 8,
  loopShift: 0.006,
  loopReach: 0.1,
  loopMinLagMs: 700,

  smoothFrames: 12,
  smoothMs: 1_500,
  stopShift: 0.006,
  moveShift: 0.02,
  maxStops: 3,
  reversalShift: 0.05,
  maxReversals: 3,

  minFramesPerS: 2.5,
  rateWindowMs: 3_000,
  maxGapMs: 1_500,
  maxFaceLostMs: 1_000,
  maxSecondFaceFrames: 3,
};
