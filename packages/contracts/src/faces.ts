import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { FaceImage } from './facial.js';
import { STORE_MAX_IMAGES } from './limits.js';
import { LiveProofFields } from './live-proof.js';
import { POSES, type Pose } from './pose.js';
import { FaceSummary } from './users.js';

/**
 * `POST /api/me/faces`: one more face for the person signed in. With a liveness token of an `add-face` session `data` is the frame that
 * the session captured, byte for byte, and becomes a reference; without one it is a file, and is kept as a picture only. Answers 201 with a `FaceSummary`; whoever accepts
 * {@link NDJSON_MEDIA_TYPE} gets 200 and a {@link FaceProgress} a line.
 */
export class AddFaceRequest extends LiveProofFields {
  /** Left out: the server takes the pose that it measures. */
  @IsOptional()
  @IsIn(POSES)
  pose?: Pose;

  /** As `FaceImage.data`. */
  @IsString()
  data!: string;
}

/**
 * `POST /api/me/faces/activate`: turns on log-in by face for an account that was made from files. The proof of an `add-face` session
 * must show the person of every file; its captured frames become the references.
 */
export class ActivateFacesRequest extends LiveProofFields {
  /** Frames that the session captured, byte for byte. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(STORE_MAX_IMAGES)
  @ValidateNested({ each: true })
  @Type(() => FaceImage)
  images!: FaceImage[];
}

/** JSON values, one a line: https://github.com/ndjson/ndjson-spec */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/**
 * What the server has done with an added picture, in this order: its pixels could be read; a face was found in it; a
 * feature vector of a face good enough was made; row and picture are stored; searches find it.
 */
export const FACE_STAGES = ['valid', 'face-found', 'encoded', 'saved', 'indexed'] as const;
export type FaceStage = (typeof FACE_STAGES)[number];

/**
 * One line while a picture is added, sent when the stage is reached. What goes wrong before the first line is an answer
 * like any other; after it, a last line `{"problem": …}` says what it was.
 */
export class FaceProgress {
  @IsIn(FACE_STAGES)
  stage!: FaceStage;

  /** With `indexed`. */
  @IsOptional()
  @ValidateNested()
  @Type(() => FaceSummary)
  face?: FaceSummary;
}

/**
 * `POST /api/me/faces/verify`: is this me? Nothing is kept of the picture. Needs a fresh proof of who asks (`STEP_UP_REQUIRED`), and is limited
 * for each account (`TOO_MANY_ATTEMPTS`).
 */
export class VerifyFaceRequest {
  /** As `FaceImage.data`. */
  @IsString()
  image!: string;
}

/**
 * How close a picture is to the person's template, in words: a score would let somebody work out the template.
 * `same`: clearly this person. `near`: still a match, though not a clear one. `other`: no match. A match here takes more than at a log-in.
 */
export const CLOSENESS = ['same', 'near', 'other'] as const;
export type Closeness = (typeof CLOSENESS)[number];

/** One picture against the template of one account (1:1). */
export class FaceVerification {
  @IsBoolean()
  match!: boolean;

  @IsIn(CLOSENESS)
  closeness!: Closeness;
}
