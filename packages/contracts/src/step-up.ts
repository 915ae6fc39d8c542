import 'reflect-metadata';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PASSWORD_MAX_LENGTH } from './limits.js';

/** Ways to prove once more to be who one is. */
export const STEP_UP_METHODS = ['password', 'face'] as const;
export type StepUpMethod = (typeof STEP_UP_METHODS)[number];

/** `POST /api/auth/step-up`: one proof, `password` or `image`. */
export class StepUpRequest {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  password?: string;

  /** As `FaceImage.data`. */
  @IsOptional()
  @IsString()
  image?: string;

  /** Of the live check that `image` was taken in. */
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  livenessToken?: string;
}
