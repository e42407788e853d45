package org.rolebindings.crash;

import java.util.Locale;

/** Moments at which a process may die, in the order of an import. */
enum Moment {

	NO_TABLES(Leaves.NO_RUN, "org.rolebindings.ledger.LedgerSchema#create:before:1"),

	SOME_OF_BATCHS_TABLES(Leaves.NO_RUN, "org.h2.command.ddl.CreateTable#update:after:3"),

	BATCHS_TABLES_WITHOUT_THE_LEDGERS(Leaves.NO_RUN,
			"org.springframework.jdbc.datasource.init.DatabasePopulatorUtils#execute:after:1"),

	SOME_OF_THE_LEDGERS_TABLES(Leaves.NO_RUN, "org.h2.command.ddl.CreateTable#update:after:8"),

	TABLES_WITHOUT_THEIR_VERSION(Leaves.NO_RUN, "org.h2.command.ddl.CreateTable#update:before:13"),

	TABLES_AND_NOTHING_IN_THEM(Leaves.NO_RUN, "org.rolebindings.ledger.LedgerSchema#create:after:1"),

	NO_RUN_YET(Leaves.NO_RUN, "org.rolebindings.ledger.RunLedger#start:before:1"),

	REPORT_FOLDER_WITHOUT_A_RUN(Leaves.NO_RUN, "org.rolebindings.ledger.RunLedger#insert:before:1"),

	RUN_NOT_COMMITTED(Leaves.NO_RUN, "org.rolebindings.ledger.RunLedger#insert:after:1"),

	RUN_WITH_ITS_SUMS_NOT_COMMITTED(Leaves.NO_RUN, "org.rolebindings.ledger.RowSums#begin:after:1"),

	RUN_WITHOUT_A_JOB(Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#start:after:1"),

	JOB_WITHOUT_AN_EXECUTION(Leaves.A_RUN, repository("createJobExecution", "before")),

	EXECUTION_THAT_DID_NOT_BEGIN(Leaves.A_RUN, repository("createJobExecution", "after")),

	STEP_THAT_DID_NOT_BEGIN(Leaves.A_RUN, repository("createStepExecution", "after")),

	FIRST_ROWS_STAGED_WITHOUT_THEIR_SUM(Leaves.A_RUN, "org.rolebindings.ledger.RowSums#addTo:before:1"),

	FIRST_ROWS_STAGED_NOT_COMMITTED(Leaves.A_RUN, "org.rolebindings.job.StagingWriter#write:after:1"),

	STAGING_STEP_STATUS_NOT_SAVED(Leaves.A_RUN,
			committed("org.rolebindings.job.StagingWriter#write:after:1") + " > " + repository("update", "before")),

	STAGING_STEP_ENDED_NOT_FORCED(Leaves.A_RUN, "org.rolebindings.job.ForceAfterStep#afterStep:before:1"),

	FIRST_ROWS_STAGED(Needs.MANY_ROWS, Leaves.A_RUN, committed("org.rolebindings.job.StagingWriter#write:after:1")),

	MORE_ROWS_STAGED_NOT_COMMITTED(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.job.StagingWriter#write:after:3"),

	MORE_ROWS_STAGED(Needs.MANY_ROWS, Leaves.A_RUN, committed("org.rolebindings.job.StagingWriter#write:after:3")),

	BEFORE_REPEATS_ARE_SOUGHT(Leaves.A_RUN, "org.rolebindings.job.RepeatsTasklet#execute:before:1"),

	BEFORE_REPEATS_ARE_WRITTEN(Leaves.A_RUN, "org.rolebindings.ledger.RepeatLedger#write:before:1"),

	REPEATS_WRITTEN_SCRATCH_LEFT(Leaves.A_RUN, "org.rolebindings.ledger.RepeatLedger#write:after:1"),

	REPEATS_STEP_NOT_COMMITTED(Leaves.A_RUN, "org.rolebindings.job.RepeatsTasklet#execute:after:1"),

	BETWEEN_REPEATS_AND_POSTING(Leaves.A_RUN, "org.rolebindings.job.InvalidRowsGate#decide:after:1"),

	BEFORE_RECOVERY(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#recover:before:1"),

	MARKS_ARE_DOUBTS_WITHOUT_AN_END(Leaves.A_RUN, "org.rolebindings.ledger.Doubts#closeEnded:before:1"),

	RECOVERY_NOT_COMMITTED(Leaves.A_RUN, "org.rolebindings.ledger.Doubts#closeEnded:after:1"),

	AFTER_RECOVERY(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#recover:after:1"),

	LISTED_NOT_DECIDED(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.ledger.UnchangedLedger#write:before:1"),

	DECIDED_BY_THE_LISTING(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.ledger.UnchangedLedger#write:after:1"),

	BEFORE_THE_SIGN_OF_LIFE(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#signOfLife:before:1"),

	AFTER_THE_SIGN_OF_LIFE(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#signOfLife:after:1"),

	BEFORE_THE_MARK(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#mark:before:1"),

	AFTER_THE_MARK(Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#mark:after:1"),

	BEFORE_THE_SECOND_MARK(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#mark:before:2"),

	AFTER_THE_SECOND_MARK(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#mark:after:2"),

	MAY_LEAVE_BUT_DID_NOT(Leaves.A_RUN, "org.rolebindings.api.RowsInFlight#add:before:1"),

	FIRST_ROW_LEAVES(Leaves.A_RUN, "org.rolebindings.api.BindingPlacer#place:before:1"),

	SOME_ROWS_LEFT(Leaves.A_RUN, "org.rolebindings.api.BindingPlacer#place:before:30"),

	ANSWER_READ_NOT_HANDED_ON(Leaves.A_RUN, "org.rolebindings.api.HttpExchange#receive:after:20"),

	DECIDED_NOT_HANDED_ON(Leaves.A_RUN, "org.rolebindings.api.RowsInFlight#give:before:25"),

	LANDED_NOT_ASKED_FOR(Leaves.A_RUN, "org.rolebindings.api.RowsInFlight#give:after:25"),

	BEFORE_DECISIONS_ARE_WRITTEN(Leaves.A_RUN, "org.rolebindings.job.PostingWriter#write:before:1"),

	BEFORE_THE_DOUBTS_THAT_STAY(Leaves.A_RUN,
			"org.rolebindings.ledger.RowLedger#decide:before:1 > org.rolebindings.ledger.Doubts#add:before:1"),

	DECISIONS_WRITTEN_SUMS_NOT(Leaves.A_RUN,
			"org.rolebindings.ledger.RowLedger#decide:before:1 > org.rolebindings.ledger.RowSums#addTo:before:1"),

	DECISIONS_WRITTEN_TOTALS_NOT(Leaves.A_RUN, "org.rolebindings.ledger.RowLedger#decide:after:1"),

	DECISIONS_NOT_COMMITTED(Leaves.A_RUN, "org.rolebindings.job.PostingWriter#write:after:1"),

	POSTING_STEP_STATUS_NOT_SAVED(Leaves.A_RUN,
			committed("org.rolebindings.job.PostingWriter#write:after:1") + " > " + repository("update", "before")),

	DECISIONS_COMMITTED(Needs.MANY_ROWS, Leaves.A_RUN, committed("org.rolebindings.job.PostingWriter#write:after:1")),

	MORE_DECISIONS_NOT_COMMITTED(Needs.MANY_ROWS, Leaves.A_RUN, "org.rolebindings.job.PostingWriter#write:after:2"),

	MORE_DECISIONS_COMMITTED(Needs.MANY_ROWS, Leaves.A_RUN,
			committed("org.rolebindings.job.PostingWriter#write:after:2")),

	NO_FORMER_ROLE_KEPT_YET(Needs.UPDATES, Leaves.A_RUN,
			"org.rolebindings.ledger.InFlightLedger$1#beforeUpdate:before:1"),

	BEFORE_THE_FORMER_ROLE_IS_KEPT(Needs.UPDATES, Leaves.A_RUN,
			"org.rolebindings.ledger.InFlightLedger$1#beforeUpdate:before:2"),

	FORMER_ROLE_KEPT_NOT_REPLACED(Needs.UPDATES, Leaves.A_RUN,
			"org.rolebindings.ledger.InFlightLedger$1#beforeUpdate:after:1"),

	ROLE_REPLACED_NOT_TOLD(Needs.UPDATES, Leaves.A_RUN, "org.rolebindings.api.HttpRoleBindingsApi#update:after:1"),

	/** From here on the step counts as completed, and is not begun again. */
	BEFORE_SETTLING(Needs.AN_IMPORT_OF_ITS_OWN, Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#settle:before:1"),

	SETTLING_NOT_COMMITTED(Needs.AN_IMPORT_OF_ITS_OWN, Leaves.A_RUN,
			"org.rolebindings.ledger.InFlightLedger#settle:before:1 > org.rolebindings.ledger.Doubts#forgetMarks:after:1"),

	SETTLED(Needs.AN_IMPORT_OF_ITS_OWN, Leaves.A_RUN, "org.rolebindings.ledger.InFlightLedger#settle:after:1"),

	BEFORE_REPORTING(Leaves.A_RUN, "org.rolebindings.job.ReportTasklet#execute:before:1"),

	REPORTS_WRITTEN_ASIDE(Leaves.A_RUN, "org.rolebindings.report.ReportFile#moveIntoPlace:before:1"),

	ONE_REPORT_IN_PLACE(Leaves.A_RUN, "org.rolebindings.report.ReportFile#moveIntoPlace:after:1"),

	ALL_REPORTS_BUT_THE_SUMMARY(Leaves.A_RUN, "org.rolebindings.report.ReportSet#force:after:1"),

	SUMMARY_IN_PLACE(Leaves.A_RUN, "org.rolebindings.report.ReportSet#publish:after:1"),

	BEFORE_THE_RUNS_END(Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#end:before:1"),

	END_NOT_COMMITTED(Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#end:after:1"),

	END_COMMITTED(Leaves.A_FINISHED_RUN, committed("org.rolebindings.ledger.RunLedger#end:after:1")),

	JOB_STATUS_NOT_SAVED(Leaves.A_FINISHED_RUN,
			"org.rolebindings.ledger.RunLedger#end:after:1 > org.rolebindings.job.ForceAfterStep#afterStep:after:1 > "
					+ repository("update", "after")),

	STATE_NOT_CLOSED(Leaves.A_FINISHED_RUN, "org.h2.mvstore.MVStore#closeStore:before:2"),

	STATE_CLOSED(Leaves.A_FINISHED_RUN, "org.h2.mvstore.MVStore#closeStore:after:2"),

	/** For a start that is told to be a fresh one, in place of one that died. */
	FORMER_RUN_NOT_ABANDONED(Needs.A_FORMER_RUN, Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#abandon:before:1"),

	ABANDONMENT_NOT_COMMITTED(Needs.A_FORMER_RUN, Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#abandon:after:1"),

	FORMER_RUN_ABANDONED(Needs.A_FORMER_RUN, Leaves.A_RUN, "org.rolebindings.ledger.RunLedger#start:after:1"),

	FORMER_RUNS_DOUBTS_FOUND(Needs.A_FORMER_RUN, Leaves.A_RUN,
			"org.rolebindings.ledger.InFlightLedger#recover:after:1");

	private final Needs needs;

	private final Leaves leaves;

	private final String point;

	Moment(Leaves leaves, String point) {
		this(Needs.NOTHING_SPECIAL, leaves, point);
	}

	Moment(Needs needs, Leaves leaves, String point) {
		this.needs = needs;
		this.leaves = leaves;
		this.point = point;
	}

	/** Without what the moment does not come. */
	enum Needs {

		/** It comes in every import. */
		NOTHING_SPECIAL,

		/** No start after it comes to the next moment. */
		AN_IMPORT_OF_ITS_OWN,

		/** Several chunks and blocks. */
		MANY_ROWS,

		/** Roles that are replaced. */
		UPDATES,

		/** A run that died, and another one that takes its place. */
		A_FORMER_RUN

	}

	/** What a process that dies now leaves for the next one. */
	enum Leaves {

		/** Nothing to go on with. */
		NO_RUN,

		/** A run that is taken up. */
		A_RUN,

		/** A run that has ended, all its reports being there. */
		A_FINISHED_RUN

	}

	Needs needs() {
		return this.needs;
	}

	Leaves leaves() {
		return this.leaves;
	}

	/** The moment, as the agent is told. */
	String point() {
		return this.point;
	}

	/** The moment in words. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static String repository(String method, String when) {
		return "org.springframework.batch.core.repository.support.SimpleJobRepository#" + method + ":" + when + ":1";
	}

	private static String committed(String point) {
		return point + " > org.springframework.jdbc.datasource.DataSourceTransactionManager#doCommit:after:1";
	}

}
