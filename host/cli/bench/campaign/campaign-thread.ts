import { serveCampaigns } from '@fobkit/bench';
import { campaignWorld } from '../campaign-world.ts';

// The entry of a worker thread: does shares of campaigns on emulated fobs in it.

serveCampaigns(campaignWorld());
