import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { CurvePolicy } from './adapters/curve-policy.js';
import { EngineComparer } from './adapters/engine-comparer.js';
import { EngineEncoder } from './adapters/engine-encoder.js';
import { EngineExtractor } from './adapters/engine-extractor.js';
import { EngineIndex } from './adapters/engine-index.js';
import { EngineLiveness } from './adapters/engine-liveness.js';
import { EngineWatcher } from './adapters/engine-watcher.js';
import { LinearIndex } from './adapters/linear-index.js';
import { DecisionPolicy } from './decision-policy.js';
import { FaceComparer } from './face-comparer.js';
import { FaceExtractor } from './face-extractor.js';
import { FrameWatcher } from './frame-watcher.js';
import { LivenessJudge } from './liveness-judge.js';
import { PictureEncoder } from './picture-encoder.js';
import { RepeatedPictures } from './repeated-pictures.js';
import { SampleExaminer } from './sample-examiner.js';
import { TemplateIndex } from './template-index.js';

/** The engine behind its ports. Knows no user. */
@Global()
@Module({
  providers: [
    {
      provide: EngineExtractor,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => EngineExtractor.start(config),
    },
    SampleExaminer,
    { provide: PictureEncoder, useClass: EngineEncoder },
    {
      provide: RepeatedPictures,
      inject: [FaceComparer, EngineExtractor],
      useFactory: (comparer: FaceComparer, engine: EngineExtractor) =>
        new RepeatedPictures(comparer, engine.info.samePictureScore),
    },
    { provide: FaceExtractor, useExisting: EngineExtractor },
    {
      provide: FaceComparer,
      inject: [EngineExtractor],
      useFactory: (engine: EngineExtractor) => new EngineComparer(engine.info.metric),
    },
    {
      provide: DecisionPolicy,
      inject: [AppConfig, EngineExtractor],
      useFactory: (config: AppConfig, engine: EngineExtractor) =>
        new CurvePolicy(
          engine.info.fmrCurves,
          { fmr: config.targetFmr, fpir: config.targetFpir },
          engine.info.identificationMargin,
        ),
    },
    {
      provide: LivenessJudge,
      inject: [EngineExtractor],
      useFactory: (engine: EngineExtractor) => new EngineLiveness(engine),
    },
    {
      provide: FrameWatcher,
      inject: [EngineExtractor],
      useFactory: (engine: EngineExtractor) => new EngineWatcher(engine),
    },
    {
      provide: TemplateIndex,
      inject: [FaceComparer, EngineExtractor],
      useFactory: (comparer: FaceComparer, engine: EngineExtractor) =>
        engine.info.metric === 'cosine' ? EngineIndex.start() : new LinearIndex(comparer),
    },
  ],
  exports: [
    FaceExtractor,
    FaceComparer,
    DecisionPolicy,
    FrameWatcher,
    LivenessJudge,
    PictureEncoder,
    RepeatedPictures,
    TemplateIndex,
    SampleExaminer,
  ],
})
export class FaceModule {}
