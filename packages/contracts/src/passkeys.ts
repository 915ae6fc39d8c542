import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';

/** Of one account. */
export const MAX_PASSKEYS_PER_USER = 20;
export const PASSKEY_NAME_MAX_LENGTH = 64;

/** A credential id has at most 1023 bytes (WebAuthn §4), in base64url. */
const CREDENTIAL_ID_MAX_LENGTH = 1364;
const CLIENT_DATA_MAX_LENGTH = 4096;
/** An attestation of the kind `none`, or of another one that nobody asked for. */
const ATTESTATION_MAX_LENGTH = 16_384;
const USER_HANDLE_MAX_LENGTH = 88;

/** `PublicKeyCredentialDescriptorJSON` (WebAuthn Level 3 §5.1.8), as far as the server sends it. */
export class PasskeyDescriptor {
  @IsString()
  id!: string;

  @IsIn(['public-key'])
  type!: 'public-key';

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  transports?: string[];
}

export class PasskeyRelyingParty {
  @IsString()
  id!: string;

  @IsString()
  name!: string;
}

export class PasskeyUser {
  /** Random, not the id of the account. */
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsString()
  displayName!: string;
}

export class PasskeyAlgorithm {
  /** COSE algorithm. */
  @IsInt()
  alg!: number;

  @IsIn(['public-key'])
  type!: 'public-key';
}

export class PasskeySelection {
  @IsIn(['required'])
  residentKey!: 'required';

  @IsBoolean()
  requireResidentKey!: boolean;

  @IsIn(['required'])
  userVerification!: 'required';
}

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3 §5.1.8), as far as the server sends it. */
export class PasskeyCreationOptions {
  @IsString()
  @IsNotEmpty()
  challenge!: string;

  /** Not of WebAuthn: where people open this server. Passkeys made or used by a page of another origin are refused. */
  @IsString()
  @IsNotEmpty()
  origin!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyRelyingParty)
  rp!: PasskeyRelyingParty;

  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyUser)
  user!: PasskeyUser;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PasskeyAlgorithm)
  pubKeyCredParams!: PasskeyAlgorithm[];

  /** Milliseconds. */
  @IsInt()
  timeout!: number;

  @IsIn(['none'])
  attestation!: 'none';

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PasskeyDescriptor)
  excludeCredentials!: PasskeyDescriptor[];

  @IsObject()
  @ValidateNested()
  @Type(() => PasskeySelection)
  authenticatorSelection!: PasskeySelection;
}

/** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3 §5.1.9), as far as the server sends it. */
export class PasskeyRequestOptions {
  @IsString()
  @IsNotEmpty()
  challenge!: string;

  /** Not of WebAuthn: where people open this server. Passkeys made or used by a page of another origin are refused. */
  @IsString()
  @IsNotEmpty()
  origin!: string;

  @IsString()
  rpId!: string;

  /** Milliseconds. */
  @IsInt()
  timeout!: number;

  /** None: whichever the browser has for this site. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PasskeyDescriptor)
  allowCredentials!: PasskeyDescriptor[];

  @IsIn(['required'])
  userVerification!: 'required';
}

class PasskeyCredential {
  @IsString()
  @IsNotEmpty()
  @MaxLength(CREDENTIAL_ID_MAX_LENGTH)
  id!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(CREDENTIAL_ID_MAX_LENGTH)
  rawId!: string;

  @IsIn(['public-key'])
  type!: 'public-key';
}

export class PasskeyAttestationResponse {
  @IsString()
  @MaxLength(CLIENT_DATA_MAX_LENGTH)
  clientDataJSON!: string;

  @IsString()
  @MaxLength(ATTESTATION_MAX_LENGTH)
  attestationObject!: string;

  /** How the browser reaches the authenticator, so that it looks there the next time. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(8)
  @IsString({ each: true })
  @MaxLength(32, { each: true })
  transports?: string[];
}

/** `RegistrationResponseJSON` (WebAuthn Level 3 §5.1), as far as the server reads it. */
export class PasskeyRegistration extends PasskeyCredential {
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyAttestationResponse)
  response!: PasskeyAttestationResponse;
}

export class PasskeyAssertionResponse {
  @IsString()
  @MaxLength(CLIENT_DATA_MAX_LENGTH)
  clientDataJSON!: string;

  @IsString()
  @MaxLength(CLIENT_DATA_MAX_LENGTH)
  authenticatorData!: string;

  @IsString()
  @MaxLength(CLIENT_DATA_MAX_LENGTH)
  signature!: string;

  @IsOptional()
  @IsString()
  @MaxLength(USER_HANDLE_MAX_LENGTH)
  userHandle?: string;
}

/** `AuthenticationResponseJSON` (WebAuthn Level 3 §5.1), as far as the server reads it. */
export class PasskeyAssertion extends PasskeyCredential {
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyAssertionResponse)
  response!: PasskeyAssertionResponse;
}

/** `PATCH /api/me/passkeys/:id`. */
export class RenamePasskeyRequest {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value))
  @IsString()
  @Length(1, PASSKEY_NAME_MAX_LENGTH)
  name!: string;
}

/** `POST /api/me/passkeys`. */
export class AddPasskeyRequest extends RenamePasskeyRequest {
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyRegistration)
  credential!: PasskeyRegistration;
}

/** `POST /api/auth/passkey`. */
export class PasskeyLogInRequest {
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyAssertion)
  passkey!: PasskeyAssertion;
}

/** A passkey as its owner sees it. */
export class PasskeySummary {
  @IsUUID()
  id!: string;

  @IsString()
  name!: string;

  @IsISO8601()
  createdAt!: string;

  @IsOptional()
  @IsISO8601()
  lastUsedAt?: string;

  /** Whether its provider copies it between the person's devices. */
  @IsBoolean()
  synced!: boolean;
}
