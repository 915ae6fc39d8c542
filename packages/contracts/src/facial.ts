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
import { EMAIL_MAX_LENGTH, STORE_MAX_IMAGES, STORE_MIN_IMAGES } from './limits.js';
import { LiveNonceField, LiveProofFields, LivenessTokenField } from './live-proof.js';
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

/**
 * `POST /api/user/facial/store`: the account and the face in one transaction. With a liveness token of a `sign-up` session the
 * pictures are frames that the session captured, byte for byte. Without one they are files: then log-in by face is `pending` until
 * a live check shows the same person.
 */
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

  @LivenessTokenField()
  livenessToken?: string;

  @LiveNonceField()
  nonce?: string;
}

/**
 * `POST /api/user/facial/recognize`: 1:1 with a username (or e-mail), 1:N without. The proof behind the liveness token decides alone;
 * only a server with `FACEGATE_LIVENESS=off` decides by the picture.
 */
export class RecognizeFacialRequest extends LiveProofFields {
  /** As `FaceImage.data`. Beside a liveness token it must be a frame of that session, byte for byte. */
  @IsOptional()
  @IsString()
  image?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(EMAIL_MAX_LENGTH)
  username?: string;
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
