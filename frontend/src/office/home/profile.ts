import type { Office } from '../shell/viewer.ts';

/** Variables for the ladders of an organisation; it stands on them by its public profile. */
export const ofProfile = ({ profile }: Office['organisation']) => ({
  profile: profile?.id ?? null,
  known: profile != null,
});
