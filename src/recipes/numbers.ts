/** Numbers that recipes share. A decay or a rise of 0 leaves it out. */
export const weightDecay = (usual: number) =>
  ({
    symbol: 'lambda',
    about: 'Weight decay: the pull of every parameter towards 0.',
    default: usual,
    min: 0,
    usual: [1e-5, 1e-1],
    scale: 'log',
    fixed: true,
  }) as const

/** The share of the updates in which the rate rises. */
export const warmupShare = {
  symbol: 'w',
  about: 'Share of all updates in which the rate rises from 0.',
  default: 0.05,
  min: 0,
  below: 1,
  usual: [0.01, 0.1],
  scale: 'log',
  fixed: true,
} as const

/** Updates of the rise: none where the share is 0; at least one update is left for what follows. */
export const warmupSteps = (share: number, updates: number): number =>
  share === 0 ? 0 : Math.min(updates - 1, Math.max(1, Math.round(share * updates)))
