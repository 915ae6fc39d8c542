import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { POSES, type Pose } from './pose.js';
import { USER_ROLES, type UserRole } from './roles.js';

/** An enrolled face as its owner may see it. Never a feature vector. */
export class FaceSummary {
  @IsUUID()
  id!: string;

  @IsIn(POSES)
  pose!: Pose;

  /** 0…1, how well the picture suits recognition. */
  @IsNumber()
  @Min(0)
  @Max(1)
  quality!: number;

  @IsISO8601()
  enrolledAt!: string;

  /** Whether log-in compares with it; a picture that came as a file is only kept. */
  @IsBoolean()
  isReference!: boolean;

  /** Whether the picture itself was kept, so that `GET /api/me/faces/:id/image` has an answer. */
  @IsBoolean()
  hasImage!: boolean;
}

/** `GET /api/me/faces/:id/image?size=`: a preview of at most 160 px, or the picture as it is kept, which asks for a fresh proof. */
export const FACE_IMAGE_SIZES = ['preview', 'original'] as const;
export type FaceImageSize = (typeof FACE_IMAGE_SIZES)[number];

export class FaceList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FaceSummary)
  faces!: FaceSummary[];

  /** Whether this server keeps the pictures of faces that are enrolled now. */
  @IsBoolean()
  keepsImages!: boolean;
}

/** `pending`: there are pictures from files, and no live check yet that shows the same person. */
export const FACE_LOG_IN_STATES = ['on', 'pending', 'off'] as const;
export type FaceLogInState = (typeof FACE_LOG_IN_STATES)[number];

/** The signed-in person's own profile. */
export class UserProfile {
  @IsUUID()
  id!: string;

  @IsString()
  username!: string;

  @IsEmail()
  email!: string;

  /** Whether somebody used the link that was sent there. Only then does it open the account to a forgotten password. */
  @IsBoolean()
  emailVerified!: boolean;

  /** An unconfirmed address is free for others again after this time: see the README. */
  @IsOptional()
  @IsISO8601()
  confirmEmailBy?: string;

  @IsIn(USER_ROLES)
  role!: UserRole;

  @IsIn(FACE_LOG_IN_STATES)
  faceLogIn!: FaceLogInState;

  @IsISO8601()
  createdAt!: string;
}
