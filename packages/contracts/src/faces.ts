import 'reflect-metadata';
import { IsBoolean, IsNumber, IsOptional, IsString, IsUUID } from 'class-validator';
import { FaceImage } from './facial.js';

/** `POST /api/me/faces`: one more face for the person signed in. Answers 201 with a `FaceSummary`. */
export class AddFaceRequest extends FaceImage {}

/** `POST /api/me/faces/verify`: is this me? Nothing is kept of the picture. */
export class VerifyFaceRequest {
  /** As `FaceImage.data`. */
  @IsString()
  image!: string;
}

/** One picture against all faces of one account (1:1). */
export class FaceVerification {
  /** Whether `score` reaches `threshold`. */
  @IsBoolean()
  match!: boolean;

  /** The best comparison score; higher is more alike. Left out when no enrolled face is of the engine in use. */
  @IsOptional()
  @IsNumber()
  score?: number;

  /** The decision threshold, which rises with the number of enrolled faces. */
  @IsNumber()
  threshold!: number;

  /** Which enrolled face gave the score. */
  @IsOptional()
  @IsUUID()
  faceId?: string;
}
