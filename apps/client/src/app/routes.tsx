import type { Me } from '@sunday-live/contract';
import { lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { nextPage } from '../pages/account/model/next-page.js';
import { PageMessage } from '../ui/page-message.js';
import { COMMON_PATHS, isPlayersPage, PLAYER_PATHS, VISITOR_PATHS } from './page-paths.js';

const CardPage = lazy(() => import('../pages/card/card-page.js'));
const AdminPage = lazy(() => import('../pages/admin/admin-page.js'));
const ScorerPage = lazy(() => import('../pages/scorer/scorer-page.js'));
const ReceiptsPage = lazy(() => import('../pages/receipts/receipts-page.js'));
const SignInPage = lazy(() => import('../pages/account/sign-in-page.js'));
const RegisterPage = lazy(() => import('../pages/account/register-page.js'));
const VerifiedPage = lazy(() => import('../pages/account/verified-page.js'));
const ForgotPage = lazy(() => import('../pages/account/forgot-page.js'));
const ResetPage = lazy(() => import('../pages/account/reset-page.js'));
const UnsubscribePage = lazy(() => import('../pages/account/unsubscribe-page.js'));
const ConfirmEmailPage = lazy(() => import('../pages/account/confirm-email-page.js'));
const ProfilePage = lazy(() => import('../pages/profile/profile-page.js'));
const SecondFactorPage = lazy(() => import('../pages/profile/second-factor-page.js'));
const LeaguesPage = lazy(() => import('../pages/leagues/leagues-page.js'));
const LeaderboardPage = lazy(() => import('../pages/standings/standings-page.js'));
const ResultsPage = lazy(() => import('../pages/results/results-page.js'));
const PlayerPage = lazy(() => import('../pages/player/player-page.js'));
const RecordsPage = lazy(() => import('../pages/records/records-page.js'));
const YearPage = lazy(() => import('../pages/year/year-page.js'));
const HomePage = lazy(() => import('../pages/home/home-page.js'));
const PlannerPage = lazy(() => import('../pages/planner/planner-page.js'));
const TimeMachinePage = lazy(() => import('../pages/time-machine/time-machine-page.js'));
const ChancesPage = lazy(() => import('../pages/chances/chances-page.js'));
const ScreenPage = lazy(() => import('../pages/screen/screen-page.js'));
const NewsPage = lazy(() => import('../pages/announcements/news-page.js'));
const ReportsPage = lazy(() => import('../pages/reports/reports-page.js'));
const RulesPage = lazy(() => import('../pages/rules/rules-page.js'));
const AboutPage = lazy(() => import('../pages/about/about-page.js'));
const LandingPage = lazy(() => import('../pages/landing/landing-page.js'));

type Params = Readonly<Record<string, string | undefined>>;

const PLAYER_PAGES: Readonly<Record<(typeof PLAYER_PATHS)[number], (me: Me, params: Params) => ReactNode>> = {
  '/home': (me) => <HomePage me={me} />,
  '/leagues/:league?': (me, { league }) => <LeaguesPage me={me} league={league} />,
  '/join/:code': (me, { code }) => <LeaguesPage me={me} code={code} />,
  '/leaderboard/:league?': (me, { league }) => <LeaderboardPage me={me} league={league} />,
  '/results/:week?': (me, { week }) => <ResultsPage me={me} week={week} />,
  '/time-machine/:league?/:week?': (me, { league, week }) => (
    <TimeMachinePage me={me} league={league} week={week} />
  ),
  '/chances/:league?': (me, { league }) => <ChancesPage me={me} league={league} />,
  '/screen/:league?': (me, { league }) => <ScreenPage me={me} league={league} />,
  '/me/stats': (me) => <PlayerPage me={me} id={me.id} />,
  '/players/:id': (me, { id = '' }) => <PlayerPage key={id} me={me} id={id} />,
  '/records': (me) => <RecordsPage me={me} />,
  '/season/:year?': (me, { year }) => <YearPage me={me} year={year} />,
  '/year-end': (me) => <YearPage me={me} />,
  '/card/:week?': (me, { week }) => <CardPage me={me} week={week} />,
  '/receipts/:week?': (me, { week }) => <ReceiptsPage me={me} week={week} />,
  '/admin/:section?': (me, { section }) => <AdminPage me={me} section={section} />,
  '/score/:game?': (me, { game }) => <ScorerPage key={game} me={me} game={game} />,
  '/planner': (me) => <PlannerPage me={me} />,
  '/news': (me) => <NewsPage me={me} />,
  '/profile': (me) => <ProfilePage me={me} />,
  '/profile/second-factor': (me) => <SecondFactorPage me={me} />,
  '/reports/:report?': (me, { report }) => <ReportsPage me={me} report={report} />,
};

const COMMON_PAGES: Readonly<Record<(typeof COMMON_PATHS)[number], () => ReactNode>> = {
  '/confirm-email': () => <ConfirmEmailPage />,
  '/unsubscribe': () => <UnsubscribePage />,
  '/reset-password': () => <ResetPage />,
  '/verified': () => <VerifiedPage />,
  '/rules': () => <RulesPage />,
  '/about': () => <AboutPage />,
};

const VISITOR_PAGES: Readonly<Record<(typeof VISITOR_PATHS)[number], () => ReactNode>> = {
  '/sign-in': () => <SignInPage />,
  '/register': () => <RegisterPage />,
  '/forgot-password': () => <ForgotPage />,
};

/** All pages but the live page, by address. `player` is null for a visitor. */
export default function Routes({ player }: { readonly player: Me | null }) {
  const [address] = useLocation();
  return (
    <Suspense fallback={<PageMessage title="One moment…" busy />}>
      <Switch>
        {COMMON_PATHS.map((path) => (
          <Route key={path} path={path}>
            {COMMON_PAGES[path]}
          </Route>
        ))}
        {player
          ? PLAYER_PATHS.map((path: keyof typeof PLAYER_PAGES) => (
              <Route<Params> key={path} path={path}>
                {(params) => PLAYER_PAGES[path](player, params)}
              </Route>
            ))
          : VISITOR_PATHS.map((path) => (
              <Route key={path} path={path}>
                {VISITOR_PAGES[path]}
              </Route>
            ))}
        {player &&
          VISITOR_PATHS.map((path) => (
            <Route key={path} path={path}>
              <Onward />
            </Route>
          ))}
        {!player && (
          <Route path="/">
            <LandingPage />
          </Route>
        )}
        <Route>
          {!player && isPlayersPage(address) ? <SignInPage /> : <NotFound player={player !== null} />}
        </Route>
      </Switch>
    </Suspense>
  );
}

/** Redirects a signed-in player to the page that they wanted. */
function Onward() {
  return <Redirect to={nextPage(useSearch())} replace />;
}

function NotFound({ player }: { readonly player: boolean }) {
  const action = player
    ? { label: 'Go to the live page', href: '/live' }
    : { label: 'Go to the first page', href: '/' };
  return (
    <PageMessage title="Incomplete pass" action={action}>
      There is no page at this address. It may have moved, or the link is incomplete.
    </PageMessage>
  );
}
