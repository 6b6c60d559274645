import type { Me } from '@sunday-live/contract';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useSearch } from 'wouter';
import { nextPage } from '../features/account/model/next-page.js';
import { PageMessage } from './page-message.js';

const CardPage = lazy(() => import('../features/card-page/card-page.js'));
const AdminPage = lazy(() => import('../features/admin-page/admin-page.js'));
const ReceiptsPage = lazy(() => import('../features/receipts-page/receipts-page.js'));
const SignInPage = lazy(() => import('../features/account/sign-in-page.js'));
const RegisterPage = lazy(() => import('../features/account/register-page.js'));
const VerifiedPage = lazy(() => import('../features/account/verified-page.js'));
const ForgotPage = lazy(() => import('../features/account/forgot-page.js'));
const ResetPage = lazy(() => import('../features/account/reset-page.js'));
const UnsubscribePage = lazy(() => import('../features/account/unsubscribe-page.js'));
const ConfirmEmailPage = lazy(() => import('../features/account/confirm-email-page.js'));
const ProfilePage = lazy(() => import('../features/profile-page/profile-page.js'));
const SecondFactorPage = lazy(() => import('../features/profile-page/second-factor-page.js'));
const LeaguesPage = lazy(() => import('../features/leagues-page/leagues-page.js'));
const LeaderboardPage = lazy(() => import('../features/leaderboard-page/leaderboard-page.js'));
const ResultsPage = lazy(() => import('../features/results-page/results-page.js'));
const PlayerPage = lazy(() => import('../features/player-page/player-page.js'));
const RecordsPage = lazy(() => import('../features/records-page/records-page.js'));
const YearPage = lazy(() => import('../features/year-page/year-page.js'));
const HomePage = lazy(() => import('../features/home-page/home-page.js'));
const PlannerPage = lazy(() => import('../features/planner-page/planner-page.js'));
const TimeMachinePage = lazy(() => import('../features/time-machine/time-machine-page.js'));
const ChancesPage = lazy(() => import('../features/chances-page/chances-page.js'));
const ScreenPage = lazy(() => import('../features/screen-page/screen-page.js'));
const NewsPage = lazy(() => import('../features/announcements/news-page.js'));
const ReportsPage = lazy(() => import('../features/reports-page/reports-page.js'));
const RulesPage = lazy(() => import('../features/rules-page/rules-page.js'));
const AboutPage = lazy(() => import('../features/about-page/about-page.js'));
const LandingPage = lazy(() => import('../features/landing/landing-page.js'));

/** Every page but the live table by its address. `player` is null for a visitor. */
export default function Routes({ player }: { readonly player: Me | null }) {
  return (
    <Suspense fallback={<PageMessage title="One moment…" busy />}>
      {player ? (
        <Switch>
          <Route path="/home">
            <HomePage me={player} />
          </Route>
          <Route path="/leagues/:league?">
            {({ league }) => <LeaguesPage me={player} league={league} />}
          </Route>
          <Route path="/join/:code">{({ code }) => <LeaguesPage me={player} code={code} />}</Route>
          <Route path="/leaderboard/:league?">
            {({ league }) => <LeaderboardPage me={player} league={league} />}
          </Route>
          <Route path="/results/:week?">{({ week }) => <ResultsPage me={player} week={week} />}</Route>
          <Route path="/time-machine/:league?/:week?">
            {({ league, week }) => <TimeMachinePage me={player} league={league} week={week} />}
          </Route>
          <Route path="/chances/:league?">
            {({ league }) => <ChancesPage me={player} league={league} />}
          </Route>
          <Route path="/screen/:league?">{({ league }) => <ScreenPage me={player} league={league} />}</Route>
          <Route path="/me/stats">
            <PlayerPage me={player} id={player.id} />
          </Route>
          <Route path="/players/:id">{({ id }) => <PlayerPage key={id} me={player} id={id} />}</Route>
          <Route path="/records">
            <RecordsPage me={player} />
          </Route>
          <Route path="/season/:year?">{({ year }) => <YearPage me={player} year={year} />}</Route>
          <Route path="/year-end">
            <YearPage me={player} />
          </Route>
          <Route path="/card/:week?">{({ week }) => <CardPage me={player} week={week} />}</Route>
          <Route path="/receipts/:week?">{({ week }) => <ReceiptsPage me={player} week={week} />}</Route>
          <Route path="/admin/:section?">
            {({ section }) => <AdminPage me={player} section={section} />}
          </Route>
          <Route path="/planner">
            <PlannerPage me={player} />
          </Route>
          <Route path="/news">
            <NewsPage me={player} />
          </Route>
          <Route path="/profile">
            <ProfilePage me={player} />
          </Route>
          <Route path="/profile/second-factor">
            <SecondFactorPage me={player} />
          </Route>
          <Route path="/confirm-email">
            <ConfirmEmailPage />
          </Route>
          <Route path="/unsubscribe">
            <UnsubscribePage />
          </Route>
          <Route path="/reset-password">
            <ResetPage />
          </Route>
          <Route path="/verified">
            <VerifiedPage />
          </Route>
          <Route path={/^\/(forgot-password|sign-in|register)$/}>
            <Onward />
          </Route>
          <Route path="/reports/:report?">
            {({ report }) => <ReportsPage me={player} report={report} />}
          </Route>
          <Route path="/rules">
            <RulesPage />
          </Route>
          <Route path="/about">
            <AboutPage />
          </Route>
          <Route>
            <NotFound player />
          </Route>
        </Switch>
      ) : (
        <Switch>
          <Route path="/">
            <LandingPage />
          </Route>
          <Route path="/sign-in">
            <SignInPage />
          </Route>
          <Route path="/register">
            <RegisterPage />
          </Route>
          <Route path="/verified">
            <VerifiedPage />
          </Route>
          <Route path="/forgot-password">
            <ForgotPage />
          </Route>
          <Route path="/reset-password">
            <ResetPage />
          </Route>
          <Route path="/confirm-email">
            <ConfirmEmailPage />
          </Route>
          <Route path="/unsubscribe">
            <UnsubscribePage />
          </Route>
          <Route
            path={
              /^\/(live|home|card|planner|news|profile|leaderboard|leagues|join|results|me|players|records|season|year-end|receipts|reports|admin|time-machine|screen|chances)(\/|$)/
            }
          >
            <SignInPage />
          </Route>
          <Route path="/rules">
            <RulesPage />
          </Route>
          <Route path="/about">
            <AboutPage />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      )}
    </Suspense>
  );
}

/** Who is signed in already goes on to the page that was wanted in the first place. */
function Onward() {
  return <Redirect to={nextPage(useSearch())} replace />;
}

function NotFound({ player = false }: { readonly player?: boolean }) {
  const action = player
    ? { label: 'To the live table', href: '/live' }
    : { label: 'To the first page', href: '/' };
  return (
    <PageMessage title="Incomplete pass" action={action}>
      There is no page at this address. It may have moved, or the link lost a letter on the way.
    </PageMessage>
  );
}
