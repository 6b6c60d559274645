/**
 * Browser features that no page needs. Of several such arguments only the last one counts, so Playwright's
 * own list is repeated here.
 */
const FEATURES_OFF = [
  // omnibox popups, which cost each window a second
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

const WHOLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * How tests and benchmarks start Chromium: without background requests, and as the headless shell where it is
 * installed, which draws no window and needs a fifth less time.
 */
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM_SHELL_PATH ?? WHOLE,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    `--disable-features=${FEATURES_OFF.join(',')}`,
  ],
};

/** The whole browser: the headless shell shows no notifications. */
export const WHOLE_CHROMIUM = { ...CHROMIUM, executablePath: WHOLE };
