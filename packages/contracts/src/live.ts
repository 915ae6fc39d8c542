import 'reflect-metadata';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';

/** `WS /api/live`: text frames are JSON messages, binary frames are JPEGs from the camera, not mirrored. */
export const LIVE_PATH = '/api/live';
/** One binary frame. */
export const LIVE_FRAME_MAX_BYTES = 64 * 1024;
/** More in a second end the session. */
export const LIVE_FRAMES_PER_SECOND = 15;
/** One text frame from the client. */
export const LIVE_MESSAGE_MAX_BYTES = 4096;

/** What a person can be asked to do. Left and right are the person's own. */
export const LIVENESS_ACTIONS = ['blink', 'turn-left', 'turn-right', 'look-up', 'look-down'] as const;
export type LivenessAction = (typeof LIVENESS_ACTIONS)[number];

export const LIVE_PURPOSES = ['sign-in'] as const;
export type LivePurpose = (typeof LIVE_PURPOSES)[number];

/** How many actions a person can say they cannot do: each makes the challenge easier to foresee. */
export const LIVENESS_MAX_WITHOUT = 2;

/** The first message of the client, and its only one. */
export class LiveStart {
  @IsIn(['start'])
  type!: 'start';

  @IsIn(LIVE_PURPOSES)
  purpose!: LivePurpose;

  /** What this person cannot do: another challenge is drawn, without it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIVENESS_MAX_WITHOUT)
  @ArrayUnique()
  @IsIn(LIVENESS_ACTIONS, { each: true })
  without?: LivenessAction[];
}

/** What keeps this frame from counting, for the words beside the camera picture. */
export const LIVENESS_GUIDANCE = [
  'no-face',
  'several-faces',
  'move-into-frame',
  'closer',
  'too-dark',
  'too-bright',
  'look-straight',
  'open-eyes',
  'hold-still',
  'turn-further',
  'look-back',
] as const;
export type LivenessGuidance = (typeof LIVENESS_GUIDANCE)[number];

/** Why a session ended without a token. The first ones are the person's to mend, the others the page's or the server's. */
export const LIVE_END_CODES = [
  'FACE_NOT_SEEN',
  'MULTIPLE_FACES',
  'LOOK_STRAIGHT',
  'BLINK_NOT_SEEN',
  'MOTION_NOT_SEEN',
  'WRONG_ACTION',
  'TOO_FEW_FRAMES',
  'TIMED_OUT',
  /** The server was not convinced, and does not say by what. */
  'LIVENESS_FAILED',

  'MALFORMED_MESSAGE',
  'OUT_OF_ORDER',
  'FRAME_TOO_LARGE',
  /** More frames than credit, or than {@link LIVE_FRAMES_PER_SECOND}. */
  'TOO_FAST',
  'IMAGE_INVALID',
  'TOO_MANY_ATTEMPTS',
  'BUSY',
  'NOT_READY',
  'INTERNAL',
] as const;
export type LiveEndCode = (typeof LIVE_END_CODES)[number];

/** Pixels of the frame that was sent. */
export interface LiveBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Frames that the client may send beyond those it had credit for; one that has none drops its frames. */
export interface LiveAck {
  type: 'ack';
  credit: number;
}

export interface LiveChallenge {
  type: 'challenge';
  sessionId: string;
  /** How many there will be. */
  steps: number;
  expiresInMs: number;
}

/** Told when the one before was seen. `deadlineMs` from now. */
export interface LiveStep {
  type: 'step';
  /** From 0. */
  index: number;
  action: LivenessAction;
  deadlineMs: number;
}

/** What the server saw in a frame. Yaw and pitch in degrees, as `HeadPose` has them; `eyesOpen` 0…1. Null without a face. */
export interface LiveFrame {
  type: 'frame';
  box: LiveBox | null;
  yaw: number | null;
  pitch: number | null;
  eyesOpen: number | null;
  guidance: LivenessGuidance | null;
}

export type LiveResult =
  | { type: 'result'; live: true; livenessToken: string }
  /** `detail`: one sentence that helps an honest person. `retryAfterSeconds` with `BUSY` and `TOO_MANY_ATTEMPTS`. */
  | { type: 'result'; live: false; code: LiveEndCode; detail: string; retryAfterSeconds?: number };

/** What the server sends. */
export type LiveMessage = LiveAck | LiveChallenge | LiveStep | LiveFrame | LiveResult;
