import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { AccountFields } from './account.js';
import { ConsentGiven } from './consent.js';
import { type Language, LANGUAGES } from './languages.js';
import { EMAIL_MAX_LENGTH, LIVENESS_TOKEN_MAX_LENGTH, STORE_MAX_IMAGES, STORE_MIN_IMAGES } from './limits.js';
import { POSES, type Pose } from './pose.js';
import { DEMANDED_METHODS, type DemandedMethod } from './sign-in-demand.js';
import { FaceSummary, UserProfile } from './users.js';

/** A picture and the pose it claims. `data` is base64, bare or as a data URL: JPEG, PNG or WebP. */
export class FaceImage {
  @IsIn(POSES)
  pose!: Pose;

  /** An empty one is `IMAGE_INVALID`, like any other that cannot be read. */
  @IsString()
  data!: string;
}

/** `POST /api/user/facial/store`: the account and the face in one transaction. */
export class StoreFacialRequest extends AccountFields {
  @IsDefined({ message: 'Please read and accept the consent text.', context: { problem: 'CONSENT_REQUIRED' } })
  @IsObject()
  @ValidateNested()
  @Type(() => ConsentGiven)
  consent!: ConsentGiven;

  /** Of the mails; English when it is left out. */
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;

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
  @MaxLength(LIVENESS_TOKEN_MAX_LENGTH)
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

  /**
   * What the operator demands and the session lacks: until that is shown it is good for setting up a factor, for
   * `POST /api/auth/step-up` and for logging out.
   */
  @IsOptional()
  @IsArray()
  @IsIn(DEMANDED_METHODS, { each: true })
  missing?: DemandedMethod[];
}

export const SIGN_IN_METHODS = ['face', 'password', 'passkey'] as const;
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
