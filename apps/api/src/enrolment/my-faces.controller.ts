import {
  ActivateFacesRequest,
  AddFaceRequest,
  type ErrorCode,
  FACE_IMAGE_SIZES,
  type FaceImageSize,
  FaceList,
  FaceProgress,
  FaceSummary,
  IMAGE_MEDIA_TYPES,
} from '@facegate/contracts';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { ClientSignal } from '../common/http/client-signal.js';
import { JsonLines } from '../common/http/json-lines.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { ProblemError } from '../common/problem-error.js';
import { REFERENCE_PROBLEMS } from '../face/picture-problems.js';
import { RecentAuthentication } from '../proofs/recent-authentication.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { IndexReadyGuard } from '../templates/index-ready.guard.js';
import { FaceAdditions } from './face-additions.js';
import { type FaceImageFile, MyFacesService } from './my-faces.service.js';

const ADDITION_PROBLEMS: readonly ErrorCode[] = [
  ...REFERENCE_PROBLEMS,
  'TOO_MANY_FACES',
  'FRONT_POSE_REQUIRED',
  'FACE_ALREADY_ENROLLED',
  'LIVENESS_INVALID',
  'CONSENT_REQUIRED',
  'CONSENT_OUTDATED',
  'STEP_UP_REQUIRED',
  'TOO_MANY_ATTEMPTS',
];

@ApiTags('my account')
@Controller('me/faces')
export class MyFacesController {
  constructor(
    private readonly faces: MyFacesService,
    private readonly additions: FaceAdditions,
    private readonly callers: Callers,
    private readonly recent: RecentAuthentication,
  ) {}

  @Get()
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'My enrolled faces',
    auth: 'bearer',
    answers: { status: 200, description: 'Never a feature vector.', body: FaceList },
  })
  listFaces(@CurrentSession() { userId }: SignedInSession): Promise<FaceList> {
    return this.faces.list(userId);
  }

  @Post()
  @UseGuards(RecentAuthenticationGuard, IndexReadyGuard)
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'Add one more picture of my face',
    auth: 'bearer',
    request: AddFaceRequest,
    answers: { status: 201, description: 'Enrolled.', body: FaceSummary },
    lines: FaceProgress,
    problems: ADDITION_PROBLEMS,
  })
  async addFace(
    @CurrentSession() { userId }: SignedInSession,
    @Body() request: AddFaceRequest,
    @ClientSignal() signal: AbortSignal,
    @Res() response: Response,
  ): Promise<void> {
    const lines = JsonLines.wanted<FaceProgress>(response);
    const face = await this.additions.add(
      { userId, place: this.callers.place(response.req) },
      request,
      signal,
      (stage) => lines?.write({ stage }),
    );
    if (lines) lines.end({ stage: 'indexed', face });
    else response.status(201).json(face);
  }

  @Post('activate')
  @HttpCode(200)
  @UseGuards(RecentAuthenticationGuard, IndexReadyGuard)
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'Turn on log-in by face with the frames of a live check',
    auth: 'bearer',
    request: ActivateFacesRequest,
    answers: { status: 200, description: 'All faces as they are now.', body: FaceList },
    problems: [...ADDITION_PROBLEMS, 'LIVENESS_REQUIRED'],
  })
  async activateFaces(
    @CurrentSession() { userId }: SignedInSession,
    @Body() request: ActivateFacesRequest,
    @ClientSignal() signal: AbortSignal,
    @Req() caller: Request,
  ): Promise<FaceList> {
    await this.additions.activate({ userId, place: this.callers.place(caller) }, request, signal);
    return this.faces.list(userId);
  }

  @Delete(':id')
  @HttpCode(204)
  @UseGuards(RecentAuthenticationGuard, IndexReadyGuard)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiContract({
    summary: 'Remove one of my faces: template, picture and index entry',
    auth: 'bearer',
    answers: { status: 204, description: 'Gone.' },
    problems: ['FACE_NOT_FOUND', 'LAST_FACE', 'NOT_READY', 'STEP_UP_REQUIRED'],
  })
  removeFace(@CurrentSession() { userId }: SignedInSession, @Param('id') faceId: string): Promise<void> {
    return this.faces.remove(userId, faceId);
  }

  @Get(':id/image')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiQuery({
    name: 'size',
    required: false,
    schema: { type: 'string', enum: [...FACE_IMAGE_SIZES], default: 'preview' },
    description: 'The original asks for a fresh proof.',
  })
  @ApiContract({
    summary: 'The picture of one of my faces: a small preview, or as it is kept',
    auth: 'bearer',
    answers: { status: 200, description: 'Without metadata; a preview is a JPEG.', mediaTypes: IMAGE_MEDIA_TYPES },
    problems: ['FACE_NOT_FOUND', 'STEP_UP_REQUIRED', 'BUSY', 'VALIDATION_FAILED'],
  })
  async faceImage(
    @CurrentSession() session: SignedInSession,
    @Param('id') faceId: string,
    @Query('size') size: unknown,
    @ClientSignal() signal: AbortSignal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { bytes, mediaType } = await this.imageOf(session, faceId, readSize(size), signal);
    response.setHeader('Cache-Control', 'private, no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(bytes, { type: mediaType, length: bytes.length });
  }

  private async imageOf(
    session: SignedInSession,
    faceId: string,
    size: FaceImageSize,
    signal: AbortSignal,
  ): Promise<FaceImageFile> {
    if (size === 'preview') return this.faces.preview(session.userId, faceId, signal);
    await this.recent.demand(session);
    return this.faces.original(session.userId, faceId);
  }
}

/** @throws ProblemError `VALIDATION_FAILED` */
function readSize(given: unknown = 'preview'): FaceImageSize {
  const size = FACE_IMAGE_SIZES.find((one) => one === given);
  if (size) return size;
  const detail = `size must be one of ${FACE_IMAGE_SIZES.join(', ')}`;
  throw new ProblemError('VALIDATION_FAILED', detail, { errors: [{ field: 'size', code: 'isIn', detail }] });
}
