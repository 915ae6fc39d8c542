import { JsonWebKeySet } from '@facegate/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { SigningKeys } from '../tokens/signing-keys.js';

@ApiTags('sessions')
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get()
  @Header('Cache-Control', 'public, max-age=60')
  @ApiContract({
    summary: 'The public keys that access tokens are signed with (RFC 7517)',
    auth: 'none',
    answers: { status: 200, description: 'The key that signs comes first.', body: JsonWebKeySet },
  })
  async jwks(): Promise<JsonWebKeySet> {
    return { keys: await this.keys.publicJwks() };
  }
}
