import 'reflect-metadata';
import { Type } from 'class-transformer';
import { Equals, IsArray, IsNotEmpty, IsString, MaxLength, ValidateNested } from 'class-validator';
import { EMAIL_MAX_LENGTH, PASSWORD_MAX_LENGTH } from './limits.js';

/** `POST /api/auth/login`. */
export class LoginRequest {
  /** Username or e-mail. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(EMAIL_MAX_LENGTH)
  username!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  password!: string;
}

/** A public key that access tokens are signed with (RFC 7517, RFC 7518 §6.2). */
export class PublicJwk {
  @Equals('EC')
  kty!: 'EC';

  @Equals('P-256')
  crv!: 'P-256';

  @IsString()
  x!: string;

  @IsString()
  y!: string;

  /** Its RFC 7638 thumbprint; tokens name it. */
  @IsString()
  kid!: string;

  @Equals('sig')
  use!: 'sig';

  @Equals('ES256')
  alg!: 'ES256';
}

/** `GET /api/.well-known/jwks.json`. */
export class JsonWebKeySet {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PublicJwk)
  keys!: PublicJwk[];
}
