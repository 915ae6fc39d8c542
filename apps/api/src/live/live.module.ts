import { Module } from '@nestjs/common';
import { ClientAddress } from '../common/http/client-address.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { LiveGateway } from './live.gateway.js';
import { LivePlaces } from './live-places.js';

@Module({
  imports: [LivenessModule],
  providers: [ClientAddress, LiveGateway, LivePlaces],
})
export class LiveModule {}
