package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestServer;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.AttemptResult;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.SendingStoppedException;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BindingRemover}: what the server answers, and what others do
 * meanwhile.
 */
class BindingRemoverTests extends PlacerTest implements ResourceSight {

	private static final String ID = TestBindings.BINDING_ID;

	private static final String OTHER_ID = "UmJuOjI=";

	private static final String ROLE = TestBindings.ROLE;

	private static final String FORMER = TestBindings.OTHER_ROLE;

	private static final Instant MARK = TestBindings.MARKED_AT;

	private static final String PATH = "/v2/role-bindings/UmJuOjE%3D";

	private static final Duration READ_LAG = Duration.ofSeconds(5);

	private static final Removal CREATED = new Removal(ID, null);

	private static final Removal UPDATED = new Removal(ID, FORMER);

	private static final Removal CREATE_IN_DOUBT = Removal
		.placedIn(List.of(new Doubt(3, TestBindings.LONG_AGO, TestBindings.LONG_AGO, null)));

	private final Placing removing = new Placing(this.client, this.client.api, this,
			new RetryRules(MAX_ATTEMPTS, () -> 0));

	private final List<Binding> seen = new ArrayList<>();

	private boolean seesOthers = true;

	private boolean showsAbsence = true;

	@Override
	public void seen(Binding binding) {
		this.seen.add(binding);
	}

	@Override
	public boolean seesAny(Binding binding) {
		return this.seesOthers || !this.seen.isEmpty();
	}

	@Override
	public boolean showsAbsence(Binding binding) {
		return this.showsAbsence;
	}

	static List<Removal> deletions() {
		return List.of(CREATED, CREATE_IN_DOUBT, Removal.OF_ROW);
	}

	@ParameterizedTest
	@MethodSource("deletions")
	void makeWhenTheBindingIsThereDeletesIt(Removal removal) {
		lookUps(there(ROLE));
		deletes(status(204));
		Decision decision = decide(removal);
		assertThat(decision).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.DELETED, ID, ROLE);
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(this.removing.waited).isZero();
		assertThat(this.seen).containsExactly(TestBindings.WANTED);
		verifyChanges(1, 0);
		server.verify(1, deleteRequestedFor(urlEqualTo(PATH)));
	}

	@Test
	void makeWhenTheRoleIsTheOneOfTheRunGivesTheFormerOneBack() {
		lookUps(there(ROLE));
		patches(answer(ID, FORMER));
		Decision decision = decide(UPDATED);
		assertThat(decision).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.RESTORED, ID, ROLE);
		verifyChanges(0, 1);
		server.verify(1, patchRequestedFor(urlEqualTo(PATH))
			.withRequestBody(equalToJson("{\"role_id\":\"Rol002\"}", false, false)));
	}

	static List<Removal> both() {
		return List.of(CREATED, UPDATED);
	}

	@ParameterizedTest
	@MethodSource("both")
	void makeWritesTheJournalBeforeTheRequestLeaves(Removal removal) {
		lookUps(there(ROLE));
		deletes(status(204));
		patches(answer(ID, FORMER));
		this.removing.onJournal = () -> verifyChanges(0, 0);
		assertThat(decide(removal).outcome().isSuccess()).isTrue();
		assertThat(this.removing.journal).containsExactly("before 2 " + ID + " " + ROLE);
	}

	@ParameterizedTest
	@MethodSource("both")
	void makeWhenTheJournalCannotBeWrittenSendsNothing(Removal removal) {
		lookUps(there(ROLE));
		this.removing.onJournal = () -> {
			throw new IllegalArgumentException("disk full");
		};
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> decide(removal))
			.withMessage("disk full");
		verifyChanges(0, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 206, 408, 500, 501, 502, 503, 504, 599 })
	void makeWhenTheAnswerToADeleteIsNotDefiniteAndItIsGoneIsDeleted(int status) {
		assertDeletedAfter(status(status));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void makeWhenTheAnswerToADeleteIsBrokenAndItIsGoneIsDeleted(Fault fault) {
		assertDeletedAfter(aResponse().withStatus(204).withFault(fault));
	}

	@ParameterizedTest
	@CsvSource({ "200, <html>", "302, <html>", "403, <html>", "404, []", "409, <html>", "502, <html>" })
	void makeWhenSomebodyElseAnswersADeleteAndItIsGoneIsDeleted(int status, String page) {
		assertDeletedAfter(aResponse().withStatus(status).withBody(page));
	}

	private void assertDeletedAfter(ResponseDefinitionBuilder lost) {
		lookUps(there(ROLE), foundNone(), foundNone(), foundNone(), foundNone());
		deletes(lost);
		Decision decision = decide(CREATED);
		assertThat(decision).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.DELETED, ID, ROLE);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		assertThat(this.removing.journal).hasSize(1);
		verifyChanges(1, 0);
	}

	/** A list may lag behind what the row has just been told. */
	@Test
	void makeWhenAListLagsAndHidesWhatALostDeleteHasNotDeletedDeletesIt() {
		lookUps(there(ROLE), foundNone(), foundNone(), there(ROLE));
		deletes(status(500), status(204));
		assertThat(decide(CREATED).outcome()).isEqualTo(Outcome.DELETED);
		verifyChanges(2, 0);
	}

	@Test
	void makeWhenAListLagsAndShowsWhatALostDeleteHasDeletedIsDeleted() {
		lookUps(there(ROLE), there(ROLE), there(ROLE), there(ROLE), foundNone(), foundNone());
		deletes(status(500), status(404));
		assertThat(decide(CREATED).outcome()).isEqualTo(Outcome.DELETED);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		verifyChanges(2, 0);
	}

	@Test
	void makeWhenAListLagsBehindTheUndoneRunWaitsForIt() {
		lookUps(foundNone(), foundNone(), there(ROLE));
		deletes(status(204));
		assertThat(decide(CREATED).outcome()).isEqualTo(Outcome.DELETED);
	}

	@Test
	void makeWhenAListStillShowsTheFormerRoleWaitsForTheOneOfTheRun() {
		lookUps(there(FORMER), there(FORMER), there(ROLE));
		patches(answer(ID, FORMER));
		assertThat(decide(UPDATED).outcome()).isEqualTo(Outcome.RESTORED);
	}

	@ParameterizedTest
	@MethodSource("deletions")
	void makeWhenADeleteIsAnsweredWith404AndItIsGoneIsGone(Removal removal) {
		lookUps(there(ROLE), foundNone(), foundNone(), foundNone(), foundNone());
		deletes(status(404));
		this.seesOthers = false;
		Decision decision = decide(removal);
		assertThat(decision).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.GONE, removal.bindingId(), null);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		assertThat(this.removing.journal).last().isEqualTo("nothing 2");
		verifyChanges(1, 0);
	}

	@Test
	void makeWhenADeleteIsAnsweredWith404AndItIsStillThereIsForbidden() {
		lookUps(times(5, there(ROLE)));
		deletes(problem(404, "There is no such binding."));
		Decision decision = decide(CREATED);
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		assertThat(decision.httpStatus()).isEqualTo(404);
		assertThat(decision.requestId()).isEqualTo("req-404");
		assertThat(decision.message()).isEqualTo("The user 'Usr001' still has the role 'Rol001' on SPACE 'Spa001', and"
				+ " the key may not delete it: There is no such binding. The key needs ROLE_BINDING_DELETE there.");
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		verifyChanges(1, 0);
	}

	@Test
	void makeWhenARestoreIsAnsweredWith404AndItIsStillThereIsForbidden() {
		lookUps(times(5, there(ROLE)));
		patches(status(404));
		Decision decision = decide(UPDATED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		assertThat(decision.message()).contains("may not change it", "'Rol002'",
				"ROLE_BINDING_CREATE and ROLE_BINDING_DELETE");
		verifyChanges(0, 1);
	}

	@ParameterizedTest
	@MethodSource("deletions")
	void makeWhenADeleteIsAnsweredWith404AndAnotherBindingIsThereIsChangedSince(Removal removal) {
		lookUps(concat(there(ROLE), times(4, there(OTHER_ID, ROLE))));
		deletes(status(404));
		Decision decision = decide(removal);
		assertThat(decision)
			.extracting(Decision::outcome, Decision::errorCode, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.CHANGED_SINCE, ErrorCode.CHANGED_SINCE, OTHER_ID, ROLE);
		assertThat(decision.message()).isEqualTo("The user 'Usr001' has the role 'Rol001' (binding 'UmJuOjI=') on SPACE"
				+ " 'Spa001', not the role 'Rol001' (binding 'UmJuOjE=') that was to be taken back."
				+ " It was left alone; look there, and take it away yourself if it is to go.");
		verifyChanges(1, 0);
	}

	@ParameterizedTest
	@MethodSource("deletions")
	void makeWhenADeleteIsInDoubtAndAnotherBindingIsThereIsDeletedAndLeavesThatOneAlone(Removal removal) {
		lookUps(concat(there(ROLE), times(4, there(OTHER_ID, ROLE))));
		deletes(status(500));
		assertThat(decide(removal)).extracting(Decision::outcome, Decision::bindingId)
			.containsExactly(Outcome.DELETED, ID);
		verifyChanges(1, 0);
	}

	@Test
	void makeWhenADeleteIsInDoubtAndTheRoleIsAnotherByNowIsChangedSince() {
		lookUps(concat(there(ROLE), times(4, there(FORMER))));
		deletes(status(500));
		Decision decision = decide(CREATED);
		assertThat(decision).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.CHANGED_SINCE, ID, FORMER);
		assertThat(decision.doubtSince()).isEqualTo(MARK);
	}

	/** The doubt is of an earlier run, and the binding was made since. */
	@Test
	void makeWhenARevokeFindsAnotherBindingThanTheOneInDoubtDeletesIt() {
		lookUps(there(OTHER_ID, ROLE));
		deletes(status(204));
		assertThat(this.removing.decide(inDoubt(Removal.OF_ROW, ID)))
			.extracting(Decision::outcome, Decision::bindingId, Decision::decidedDoubts)
			.containsExactly(Outcome.DELETED, OTHER_ID, List.of(7L));
		verifyChanges(1, 0);
	}

	@Test
	void makeWhenTheDoubtIsAboutAnotherBindingThanTheRowIsNotDeleted() {
		lookUps(times(4, foundNone()));
		assertThat(this.removing.decide(inDoubt(CREATED, OTHER_ID)).outcome()).isEqualTo(Outcome.GONE);
		verifyChanges(0, 0);
	}

	@Test
	void makeWhenTheDoubtSpellsTheBindingInAnotherWayIsDeleted() {
		lookUps(times(4, foundNone()));
		Removal removal = new Removal("Um9sZUJpbmRpbmc6MTphYg==", null);
		assertThat(this.removing.decide(inDoubt(removal, "Um9sZUJpbmRpbmc6MTphYg")).outcome())
			.isEqualTo(Outcome.DELETED);
	}

	/** Only a DELETE whose answer was lost may turn out to have been the one. */
	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 409, 410, 422, 425, 429 })
	void makeWhenADeleteIsRefusedForCertainIsNeverDeletedByDoubt(int status) {
		lookUps(concat(there(ROLE), times(4, foundNone())));
		deletes(status(status));
		UndecidedRow marked = row(CREATED).doubting(List.of(new Doubt(7, MARK, MARK, null)));
		assertThat(this.removing.decide(marked).outcome()).isEqualTo(Outcome.GONE);
		assertThat(this.removing.journal).containsExactly("before 2 " + ID + " " + ROLE, "nothing 2");
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 429 })
	void makeWhenADeleteIsRefusedAfterOneInDoubtKeepsTheJournal(int status) {
		lookUps(concat(there(ROLE), there(ROLE), times(4, foundNone())));
		deletes(status(500), status(status));
		assertThat(decide(CREATED).outcome()).isEqualTo(Outcome.DELETED);
		assertThat(this.removing.journal).doesNotContain("nothing 2");
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "403, FORBIDDEN", "422, UNPROCESSABLE", "410, UNEXPECTED_RESPONSE" })
	void makeWhenRefusedIsFailedAtOnce(int status, ErrorCode code) {
		lookUps(there(ROLE));
		deletes(problem(status, "No."));
		Decision decision = decide(CREATED);
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.httpStatus()).isEqualTo(status);
		assertThat(decision.message()).contains("delete the binding of the user 'Usr001' on SPACE 'Spa001': No.");
		assertThat(decision.doubtSince()).isNull();
		assertThat(this.removing.waited).isZero();
		verifyChanges(1, 0);
	}

	@ParameterizedTest
	@CsvSource({ "400, BAD_REQUEST", "403, FORBIDDEN", "422, UNPROCESSABLE", "410, UNEXPECTED_RESPONSE" })
	void makeWhenARestoreIsRefusedIsFailedAtOnce(int status, ErrorCode code) {
		lookUps(there(ROLE));
		patches(problem(status, "No."));
		Decision decision = decide(UPDATED);
		assertThat(decision.errorCode()).isEqualTo(code);
		assertThat(decision.message()).contains("give the role 'Rol002' back to the user 'Usr001'");
		verifyChanges(0, 1);
	}

	/** An unsupported request may have been carried out all the same. */
	@Test
	void makeWhenRefusedInDoubtAndStillThereIsFailedAfterTheReadLagAndStaysInDoubt() {
		lookUps(times(5, there(ROLE)));
		deletes(status(501));
		Decision decision = decide(CREATED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.UNEXPECTED_RESPONSE);
		assertThat(decision.message()).contains("The user has the role 'Rol001' there.");
		assertThat(decision.doubtSince()).isEqualTo(MARK);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		verifyChanges(1, 0);
	}

	@ParameterizedTest
	@MethodSource("both")
	void makeWhenThrottledTriesAgainAndCountsNoAttempt(Removal removal) {
		lookUps(there(ROLE), there(ROLE));
		deletes(status(429).withHeader("Retry-After", "3"), status(204));
		patches(status(429).withHeader("Retry-After", "3"), answer(ID, FORMER));
		Decision decision = decide(removal);
		assertThat(decision.outcome().isSuccess()).isTrue();
		assertThat(decision.attempts()).isEqualTo(1);
		assertThat(this.removing.pauses).containsExactly(Duration.ofSeconds(3));
	}

	@Test
	void makeWhenTheKeyIsNotAcceptedStopsWithoutDoubt() {
		lookUps(there(ROLE));
		deletes(status(401));
		RowInFlight row = this.removing.begin(row(CREATED));
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(() -> this.removing.finish(row));
		assertThat(row.toUnsettled().doubtSince()).isNull();
		assertThat(this.removing.journal).last().isEqualTo("nothing 2");
	}

	@ParameterizedTest
	@MethodSource("both")
	void makeWhenAttemptsRunOutAndItIsStillThereIsFailed(Removal removal) {
		lookUps(times(10, there(ROLE)));
		deletes(times(MAX_ATTEMPTS, status(503)));
		patches(times(MAX_ATTEMPTS, status(503)));
		Decision decision = decide(removal);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
		assertThat(decision.message()).isEqualTo("Each of 3 attempts failed; the last answer: status 503."
				+ " The user has the role 'Rol001' there. Try the row again later.");
		assertThat(decision.doubtSince()).isEqualTo(MARK);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		boolean deletes = removal.equals(CREATED);
		verifyChanges(deletes ? MAX_ATTEMPTS : 0, deletes ? 0 : MAX_ATTEMPTS);
	}

	@Test
	void makeWhenAttemptsRunOutAndItIsGoneIsDeleted() {
		lookUps(concat(times(MAX_ATTEMPTS + 2, there(ROLE)), times(3, foundNone())));
		deletes(times(MAX_ATTEMPTS, status(500)));
		Decision decision = decide(CREATED);
		assertThat(decision.outcome()).isEqualTo(Outcome.DELETED);
		assertThat(decision.attempts()).isEqualTo(MAX_ATTEMPTS);
	}

	@Test
	void makeWhenAttemptsRunOutAndTheFormerRoleIsThereIsRestored() {
		lookUps(concat(times(MAX_ATTEMPTS, there(ROLE)), times(4, there(FORMER))));
		patches(times(MAX_ATTEMPTS, status(500)));
		assertThat(decide(UPDATED)).extracting(Decision::outcome, Decision::previousRoleId)
			.containsExactly(Outcome.RESTORED, ROLE);
	}

	@Test
	void makeWhenNoLookUpIsEverAnsweredSetsAsideInDoubt() {
		lookUps(concat(times(MAX_ATTEMPTS, there(ROLE)), times(MAX_ATTEMPTS, status(500))));
		deletes(times(MAX_ATTEMPTS, status(500)));
		RowInFlight row = this.removing.begin(row(CREATED));
		assertThat(this.removing.finish(row)).isEqualTo(new AttemptResult.Unresolved());
		assertThat(row.toUnsettled()).isEqualTo(new UnsettledRow(2, MAX_ATTEMPTS, MARK));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 408, 500, 503 })
	void makeWhenTheAnswerToARestoreIsLostAndItHappenedIsRestored(int status) {
		lookUps(concat(there(ROLE), times(4, there(FORMER))));
		patches(status(status));
		assertThat(decide(UPDATED)).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.RESTORED, ID, ROLE);
		verifyChanges(0, 1);
	}

	@ParameterizedTest
	@CsvSource({ "UmJuOjI=, Rol002", "UmJuOjE=, Rol001", "UmJuOjE=, Rol003" })
	void makeWhenTheAnswerToARestoreIsAboutSomethingElseLooksUp(String id, String role) {
		lookUps(there(ROLE), there(ROLE));
		patches(answer(id, role), answer(ID, FORMER));
		Decision decision = decide(UPDATED);
		assertThat(decision.outcome()).isEqualTo(Outcome.RESTORED);
		assertThat(decision.attempts()).isEqualTo(2);
		verifyChanges(0, 2);
	}

	@Test
	void makeWhenARestoreMeetsAConflictLooksUpAgain() {
		lookUps(there(ROLE), there(ROLE));
		patches(status(409), answer(ID, FORMER));
		assertThat(decide(UPDATED).outcome()).isEqualTo(Outcome.RESTORED);
		assertThat(this.removing.journal).contains("nothing 2");
	}

	@Test
	void makeWhenTheFormerRoleIsBackAlreadyIsUnchanged() {
		lookUps(times(4, there(FORMER)));
		assertThat(decide(UPDATED)).extracting(Decision::outcome, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.UNCHANGED, ID, null);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
		verifyChanges(0, 0);
	}

	@Test
	void makeWhenWhatIsToBeRestoredIsGoneIsChangedSince() {
		lookUps(times(4, foundNone()));
		Decision decision = decide(UPDATED);
		assertThat(decision)
			.extracting(Decision::outcome, Decision::errorCode, Decision::bindingId, Decision::previousRoleId)
			.containsExactly(Outcome.CHANGED_SINCE, ErrorCode.CHANGED_SINCE, null, null);
		assertThat(decision.message())
			.isEqualTo("The user 'Usr001' was to get the former role on SPACE 'Spa001' back in"
					+ " place of the role 'Rol001' (binding 'UmJuOjE='), but this key sees no binding of the user there."
					+ " It is not created again; import the role if the user is to have it.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void makeWhenNothingIsSeenThereTellsWhetherTheKeySeesAnythingElse(boolean seesOthers) {
		this.seesOthers = seesOthers;
		lookUps(times(4, foundNone()));
		Decision decision = decide(CREATED);
		assertThat(decision.outcome()).isEqualTo(seesOthers ? Outcome.GONE : Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(seesOthers ? null : ErrorCode.NOT_VISIBLE);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
	}

	/** The key of one of several workers may see less than those of the others. */
	@Test
	void makeWhenTheKeyMayNotSeeWhatIsThereNeverSaysThatItIsGone() {
		this.showsAbsence = false;
		lookUps(times(4, foundNone()));
		Decision decision = decide(new Removal("UmJuOjE=", null));
		assertThat(decision.outcome()).isEqualTo(Outcome.FAILED);
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.NOT_VISIBLE);
	}

	@Test
	void makeWhenTheUserIsNotInTheAccountIsGone() {
		lookUps(times(4, status(404)));
		assertThat(decide(CREATED).outcome()).isEqualTo(Outcome.GONE);
	}

	@Test
	void makeWhenARunInThisStateDeletedThatBindingIsGoneAtOnce() {
		this.seesOthers = false;
		lookUps(foundNone());
		assertThat(decide(CREATED.ofDeleted()).outcome()).isEqualTo(Outcome.GONE);
		assertThat(this.removing.waited).isZero();
	}

	@Test
	void makeWhenARunInThisStateDeletedWhatIsToBeRestoredIsChangedSince() {
		this.seesOthers = false;
		lookUps(foundNone());
		assertThat(decide(UPDATED.ofDeleted()).outcome()).isEqualTo(Outcome.CHANGED_SINCE);
	}

	/** The role may have been given again since. */
	@Test
	void makeWhenARunInThisStateRevokedTheRoleBeforeWaitsForTheList() {
		this.seesOthers = false;
		lookUps(foundNone(), foundNone(), there(OTHER_ID, ROLE));
		deletes(status(204));
		assertThat(decide(Removal.OF_ROW.ofDeleted()).outcome()).isEqualTo(Outcome.DELETED);
	}

	@Test
	void makeWhenARunInThisStateRevokedTheRoleAndNothingIsSeenIsGone() {
		this.seesOthers = false;
		lookUps(times(4, foundNone()));
		assertThat(decide(Removal.OF_ROW.ofDeleted()).outcome()).isEqualTo(Outcome.GONE);
		assertThat(this.removing.waited).isEqualTo(READ_LAG);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void makeWhenALookUpIsRefusedIsFailedAndSaysWhatIsNotKnown(boolean inDoubt) {
		lookUps(problem(403, "No."));
		Decision decision = this.removing.decide(inDoubt ? inDoubt(CREATED, ID) : row(CREATED));
		assertThat(decision.errorCode()).isEqualTo(ErrorCode.FORBIDDEN);
		assertThat(decision.message())
			.isEqualTo("The look-up of the bindings of the user 'Usr001' was refused with 403: No."
					+ " The binding may be in place."
					+ (inDoubt ? " An earlier request got no clear answer, so it may also have been taken back." : "")
					+ " Take it back with a key that has ROLE_BINDING_READ there.");
		assertThat(decision.decidedDoubts()).isEmpty();
	}

	@Test
	void makeWhenABindingIsListedWithoutItsIdIsFailedAndLeavesItAlone() {
		lookUps(jsonResponse(TestBindings.page(TestBindings.json(ROLE, MARK).replaceFirst("\"id\":\"[^\"]+\",", "")),
				200));
		assertThat(decide(Removal.OF_ROW).errorCode()).isEqualTo(ErrorCode.UNEXPECTED_RESPONSE);
		verifyChanges(0, 0);
	}

	private Decision decide(Removal removal) {
		return this.removing.decide(row(removal));
	}

	private static UndecidedRow row(Removal removal) {
		return TestBindings.row().takingBack(removal);
	}

	/** A row of which an earlier start may have deleted or restored a binding. */
	private static UndecidedRow inDoubt(Removal removal, String bindingId) {
		return row(removal).doubting(List.of(new Doubt(7, MARK, MARK, new ExistingBinding(bindingId, ROLE))));
	}

	private static void deletes(ResponseDefinitionBuilder... answers) {
		TestServer.script(server, "DELETE", answers);
	}

	private static ResponseDefinitionBuilder there(String role) {
		return there(ID, role);
	}

	private static ResponseDefinitionBuilder there(String id, String role) {
		Instant createdAt = id.equals(ID) ? TestBindings.LONG_AGO : MARK;
		return jsonResponse(
				TestBindings.page(TestBindings.json(id, role, TestBindings.USER, TestBindings.SPACE, createdAt)), 200);
	}

	private static ResponseDefinitionBuilder answer(String id, String role) {
		return jsonResponse(TestBindings.json(id, role, TestBindings.USER, TestBindings.SPACE, TestBindings.LONG_AGO),
				200);
	}

	private static ResponseDefinitionBuilder[] concat(Object... parts) {
		return Stream.of(parts)
			.flatMap((part) -> (part instanceof ResponseDefinitionBuilder[] several) ? Stream.of(several)
					: Stream.of((ResponseDefinitionBuilder) part))
			.toArray(ResponseDefinitionBuilder[]::new);
	}

	private static void verifyChanges(int deletes, int patches) {
		server.verify(deletes, deleteRequestedFor(anyUrl()));
		server.verify(patches, patchRequestedFor(anyUrl()));
	}

}
