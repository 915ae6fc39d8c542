import type { DynamicModule } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { SIGNING_KEY, type SigningKey } from './signing-key.js';
import { SigningKeyModule } from './signing-key.module.js';

export const TOKEN_ISSUER = 'facegate';

/** Brings a `JwtService` that signs tokens for one audience, and takes no others. */
export function signedTokens(audience: string, expiresInSeconds: number): DynamicModule {
  return JwtModule.registerAsync({
    imports: [SigningKeyModule],
    inject: [SIGNING_KEY],
    useFactory: ({ privatePem, publicPem, kid }: SigningKey) => ({
      privateKey: privatePem,
      publicKey: publicPem,
      signOptions: {
        algorithm: 'ES256',
        keyid: kid,
        issuer: TOKEN_ISSUER,
        audience,
        expiresIn: expiresInSeconds,
      },
      verifyOptions: { algorithms: ['ES256'], issuer: TOKEN_ISSUER, audience },
    }),
  });
}
