import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppConfig } from '../../config/app-config.js';

/** Where people open this server. Never what a request says of it: links to other places could be had that way. */
@Injectable()
export class PublicAddress {
  constructor(
    private readonly config: AppConfig,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Undefined while nobody listens and no setting says it. */
  get origin(): string | undefined {
    if (this.config.publicUrl) return this.config.publicUrl.origin;
    const address = this.http.httpAdapter?.getHttpServer()?.address();
    return typeof address === 'object' && address ? `http://localhost:${address.port}` : undefined;
  }
}
