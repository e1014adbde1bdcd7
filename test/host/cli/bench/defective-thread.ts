import { serveCampaigns } from '@fobkit/bench';
import { campaignWorld } from '../../../../host/cli/bench/campaign-world.ts';
import { replaysCounter, rigsWithDefect } from '../../bench/campaign/planted.ts';

// A worker thread whose fobs have a defect.
serveCampaigns(campaignWorld(() => rigsWithDefect(replaysCounter)));
