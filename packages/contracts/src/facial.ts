import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  EMAIL_MAX_LENGTH,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  STORE_MAX_IMAGES,
  STORE_MIN_IMAGES,
  USERNAME_MAX_LENGTH,
  USERNAME_MIN_LENGTH,
  USERNAME_PATTERN,
} from './limits.js';
import { POSES, type Pose } from './pose.js';
import { FaceSummary, UserProfile } from './users.js';

/** A picture and the pose it claims. `data` is base64, bare or as a data URL: JPEG, PNG or WebP. */
export class FaceImage {
  @IsIn(POSES)
  pose!: Pose;

  /** An empty one is `IMAGE_INVALID`, like any other that cannot be read. */
  @IsString()
  data!: string;
}

/** The version of the consent text that the person agreed to. */
export class ConsentGiven {
  @IsString()
  @IsNotEmpty()
  @MaxLength(32)
  version!: string;
}

/** The consent text in force. A sign-up that agreed to another one is `CONSENT_OUTDATED`. */
export const CONSENT_VERSION = '2026-11';

/** The account half of a sign-up, so that the page can check it before it asks for the camera. */
export class AccountFields {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFKC').trim() : value))
  @IsString()
  @Length(USERNAME_MIN_LENGTH, USERNAME_MAX_LENGTH)
  @Matches(USERNAME_PATTERN, { message: 'username may hold letters, digits and . _ - between them' })
  username!: string;

  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @IsEmail()
  @MaxLength(EMAIL_MAX_LENGTH)
  email!: string;

  @IsString()
  @Length(PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH)
  password!: string;
}

/** `POST /api/user/facial/store`: the account and the face in one transaction. */
export class StoreFacialRequest extends AccountFields {
  @IsDefined({ message: 'Please read and accept the consent text.', context: { problem: 'CONSENT_REQUIRED' } })
  @IsObject()
  @ValidateNested()
  @Type(() => ConsentGiven)
  consent!: ConsentGiven;

  @IsArray()
  @ArrayMinSize(STORE_MIN_IMAGES)
  @ArrayMaxSize(STORE_MAX_IMAGES)
  @ValidateNested({ each: true })
  @Type(() => FaceImage)
  images!: FaceImage[];
}

/** `POST /api/user/facial/recognize`: 1:1 with a username (or e-mail), 1:N without. */
export class RecognizeFacialRequest {
  /** As `FaceImage.data`. */
  @IsString()
  image!: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(EMAIL_MAX_LENGTH)
  username?: string;

  @IsOptional()
  @IsString()
  @MaxLength(4096)
  livenessToken?: string;
}

/** A session begun: the access token goes in `Authorization: Bearer`, the refresh token came as a cookie. */
export class AccessGrant {
  @IsString()
  @IsNotEmpty()
  accessToken!: string;

  /** Seconds from now. */
  @IsInt()
  expiresIn!: number;
}

export const SIGN_IN_METHODS = ['face', 'password'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export class SignedIn extends AccessGrant {
  @IsObject()
  @ValidateNested()
  @Type(() => UserProfile)
  user!: UserProfile;

  @IsIn(SIGN_IN_METHODS)
  method!: SignInMethod;
}

export class StoredFacial extends AccessGrant {
  @IsObject()
  @ValidateNested()
  @Type(() => UserProfile)
  user!: UserProfile;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FaceSummary)
  faces!: FaceSummary[];
}
