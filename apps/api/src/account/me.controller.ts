import { EraseAccountRequest, ErasureReceipt, UpdateAccountRequest, UserProfile } from '@facegate/contracts';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Patch,
  Res,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { KnownDevices } from '../attempts/known-devices.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { IndexReadyGuard } from '../templates/index-ready.guard.js';
import { userProfile } from '../users/user-profile.js';
import { AccountExport } from './account-export.js';
import { MyAccountService } from './my-account.service.js';

@ApiTags('my account')
@Controller('me')
export class MeController {
  constructor(
    private readonly account: MyAccountService,
    private readonly accountExport: AccountExport,
    private readonly cookie: RefreshCookie,
    private readonly callers: Callers,
    private readonly devices: KnownDevices,
  ) {}

  @Get()
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'My profile',
    auth: 'bearer',
    answers: { status: 200, description: 'Who is signed in.', body: UserProfile },
  })
  me(@CurrentSession() { user }: SignedInSession): UserProfile {
    return user;
  }

  @Patch()
  @ApiContract({
    summary:
      'Change my username, e-mail address or password; the last two ask for the current password, all of them for the second factor of who has one',
    auth: 'bearer',
    request: UpdateAccountRequest,
    answers: { status: 200, description: 'Changed; a new password ended all other sessions.', body: UserProfile },
    problems: [
      'CREDENTIALS_INVALID',
      'TOO_MANY_ATTEMPTS',
      'USERNAME_TAKEN',
      'EMAIL_TAKEN',
      'PASSWORD_TOO_COMMON',
      'STEP_UP_REQUIRED',
    ],
  })
  async updateMe(
    @CurrentSession() session: SignedInSession,
    @Body() request: UpdateAccountRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserProfile> {
    const user = await this.account.change(session, request, this.callers.place(response.req));
    if (request.password !== undefined) this.devices.remember(response, user);
    return userProfile(user);
  }

  @Delete()
  @HttpCode(204)
  @UseGuards(IndexReadyGuard)
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary:
      'Erase my account at once: keys, faces, pictures, sessions, history; asks for the second factor of who has one',
    auth: 'bearer',
    request: EraseAccountRequest,
    answers: { status: 204, description: 'Nothing is left of it.' },
    also: {
      status: 200,
      description: 'To who sends Prefer: return=representation: the receipt.',
      body: ErasureReceipt,
    },
    problems: ['CREDENTIALS_INVALID', 'TOO_MANY_ATTEMPTS', 'STEP_UP_REQUIRED'],
  })
  async eraseMe(
    @CurrentSession() session: SignedInSession,
    @Body() { password }: EraseAccountRequest,
    @Headers('prefer') prefer: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ErasureReceipt | undefined> {
    const receipt = await this.account.erase(session, password);
    this.cookie.clear(response);
    if (!asksForAnswer(prefer)) return undefined;
    response.status(200).setHeader('Preference-Applied', 'return=representation');
    return receipt;
  }

  @Get('export')
  @UseGuards(RecentAuthenticationGuard)
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'Everything that is stored of me, but feature vectors and the hash of the password',
    auth: 'bearer',
    answers: { status: 200, description: 'JSON files and pictures.', mediaTypes: ['application/zip'] },
    problems: ['STEP_UP_REQUIRED'],
  })
  async exportMe(@CurrentSession() { userId }: SignedInSession): Promise<StreamableFile> {
    const archive = new StreamableFile(await this.accountExport.open(userId), {
      type: 'application/zip',
      disposition: 'attachment; filename="facegate-export.zip"',
    });
    // It has begun: only a broken connection still says that it is not whole.
    return archive.setErrorHandler((_error, response) => response.destroy?.());
  }
}

/** RFC 7240 §4.2. */
function asksForAnswer(prefer: string | undefined): boolean {
  return prefer?.split(',').some((preference) => /^\s*return\s*=\s*"?representation"?\s*$/i.test(preference)) ?? false;
}
