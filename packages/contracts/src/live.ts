import 'reflect-metadata';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { EMAIL_MAX_LENGTH } from './limits.js';
import { POSES, type Pose } from './pose.js';

/** `WS /api/live`: text frames are JSON messages, binary frames are JPEGs from the camera, not mirrored. */
export const LIVE_PATH = '/api/live';
/** One binary frame. */
export const LIVE_FRAME_MAX_BYTES = 64 * 1024;
/** More in a second end the session. */
export const LIVE_FRAMES_PER_SECOND = 15;
/** One text frame from the client. */
export const LIVE_MESSAGE_MAX_BYTES = 4096;

/** What a challenge is made of. Left and right are the person's own. */
export const LIVENESS_ACTIONS = ['blink', 'turn-left', 'turn-right', 'look-up', 'look-down'] as const;
export type LivenessAction = (typeof LIVENESS_ACTIONS)[number];

/** What a step can ask for. `hold-still` is asked when the front pose is captured again. */
export const LIVE_STEP_ACTIONS = [...LIVENESS_ACTIONS, 'hold-still'] as const;
export type LiveStepAction = (typeof LIVE_STEP_ACTIONS)[number];

/** Sessions that end with a proof of a living face, each good for one kind of request. */
export const PROOF_PURPOSES = ['sign-in', 'sign-up', 'add-face', 'step-up'] as const;
export type ProofPurpose = (typeof PROOF_PURPOSES)[number];

/** `watch` asks who is in the picture, and proves nothing. */
export const LIVE_PURPOSES = [...PROOF_PURPOSES, 'watch'] as const;
export type LivePurpose = (typeof LIVE_PURPOSES)[number];

/** Purposes of a session that belongs to an account: they need its access token. */
export const ACCOUNT_PURPOSES = ['add-face', 'step-up', 'watch'] as const satisfies readonly LivePurpose[];

const endsWithProof = ({ purpose }: LiveStart): boolean => (PROOF_PURPOSES as readonly LivePurpose[]).includes(purpose);
const isOfAccount = ({ purpose }: LiveStart): boolean => (ACCOUNT_PURPOSES as readonly LivePurpose[]).includes(purpose);

/** Base64url of 16 to 96 random bytes, made by the page for one session. */
export const LIVE_NONCE_PATTERN = /^[\w-]{22,128}$/;
export const LIVE_NONCE_MAX_LENGTH = 128;

/** How many actions a person can say they cannot do: each makes the challenge easier to foresee. */
export const LIVENESS_MAX_WITHOUT = 2;

/** The first message of the client. */
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

  /**
   * Of every session that ends with a proof: the request that uses the proof repeats it, so that a token that was copied without
   * the nonce is of no use.
   */
  @ValidateIf((start: LiveStart) => endsWithProof(start) || start.nonce !== undefined)
  @IsString()
  @MaxLength(LIVE_NONCE_MAX_LENGTH)
  @Matches(LIVE_NONCE_PATTERN)
  nonce?: string;

  /** Of `sign-in`: whose face it will be compared with. The request that uses the proof must be for the same name. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(EMAIL_MAX_LENGTH)
  username?: string;

  /** Of `add-face`: the pose to capture. Left out: front, left and right. */
  @IsOptional()
  @IsIn(POSES)
  pose?: Pose;

  /** Of `sign-up` and `add-face`: once all is captured, wait for `finish` instead of ending at once. */
  @IsOptional()
  @IsBoolean()
  review?: boolean;

  /** Who asks; see {@link ACCOUNT_PURPOSES}. */
  @ValidateIf((start: LiveStart) => isOfAccount(start) || start.accessToken !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(LIVE_MESSAGE_MAX_BYTES)
  accessToken?: string;

  /** Of `watch`: whether to send points of each face. */
  @IsOptional()
  @IsBoolean()
  landmarks?: boolean;
}

/** How often a session takes {@link LiveRetake}. */
export const LIVE_MAX_RETAKES = 5;

/**
 * Of `sign-up` and `add-face`: asks for a captured pose again. Also while the session waits for `finish`. One that was not captured
 * is not asked for.
 */
export class LiveRetake {
  @IsIn(['retake'])
  type!: 'retake';

  @IsIn(POSES)
  pose!: Pose;
}

/** Ends a session that was started with `review`, once all is captured; before that it changes nothing. */
export class LiveFinish {
  @IsIn(['finish'])
  type!: 'finish';
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
  /** Turned so far that the picture tells nothing. */
  'turn-less',
  'look-back',
] as const;
export type LivenessGuidance = (typeof LIVENESS_GUIDANCE)[number];

/** What ends a session of any purpose; most of it is the page's or the server's to mend. */
const SOCKET_END_CODES = [
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

/** Why a session ended without a token. The first ones are the person's to mend, the others the page's or the server's. */
export const LIVE_END_CODES = [
  /** The access token of a session that belongs to an account. */
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'SESSION_REVOKED',
  'FACTOR_REQUIRED',
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
  ...SOCKET_END_CODES,
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
  /** How many were drawn. More may follow: a pose that is captured again, a doubt. */
  steps: number;
  expiresInMs: number;
}

/** Told when the one before was seen. `deadlineMs` from now. */
export interface LiveStep {
  type: 'step';
  /** From 0. */
  index: number;
  action: LiveStepAction;
  deadlineMs: number;
}

/** The frame that the server keeps for a pose; a later one for the same pose takes its place. */
export interface LiveCaptured {
  type: 'captured';
  pose: Pose;
  /** Number of the binary frame as sent in this session, from 0. */
  frame: number;
}

/** Everything was seen and captured: the session waits for `finish` or `retake`, if it was started with `review`. */
export interface LiveReview {
  type: 'review';
  expiresInMs: number;
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

/** What the server sends in a session that ends with a proof. */
export type LiveMessage = LiveAck | LiveChallenge | LiveStep | LiveFrame | LiveCaptured | LiveReview | LiveResult;

/** Faces that are looked at in one frame, the largest first. */
export const WATCH_MAX_FACES = 5;

/** Who a face is to the person who watches; `unknown` also when several people are too alike to tell. */
export const LIVE_IDENTITIES = ['you', 'known', 'unknown'] as const;
export type LiveIdentity = (typeof LIVE_IDENTITIES)[number];

export interface LiveFace {
  box: LiveBox;
  identity: LiveIdentity;
  /** The username of somebody else who is `known`, told to operators only. */
  name?: string;
  /** Pixels of the frame; some sixty points, when asked for. */
  landmarks?: [x: number, y: number][];
}

/** Who is in a frame, largest face first. */
export interface LiveRecognition {
  type: 'recognition';
  faces: LiveFace[];
  /** From the arrival of the frame to this answer. */
  latencyMs: number;
}

/** Why a `watch` ended. The first ones ask for a fresh access token, or a log-in. */
export const WATCH_END_CODES = [
  'TOKEN_EXPIRED',
  'SESSION_REVOKED',
  'UNAUTHENTICATED',
  'FACTOR_REQUIRED',
  /** No frame came for a while. */
  'TIMED_OUT',
  ...SOCKET_END_CODES,
] as const;
export type WatchEndCode = (typeof WATCH_END_CODES)[number];

export interface WatchEnd {
  type: 'result';
  live: false;
  code: WatchEndCode;
  detail: string;
  retryAfterSeconds?: number;
}

/** What the server sends in a `watch`. Its first message is the `ack` that says that it has begun. */
export type WatchMessage = LiveAck | LiveRecognition | WatchEnd;
