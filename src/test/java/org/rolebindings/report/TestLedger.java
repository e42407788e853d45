package org.rolebindings.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RepeatLedger;
import org.rolebindings.ledger.ReportLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.testing.TestDatabase;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real ledger, with short words for filling it. */
public final class TestLedger implements AutoCloseable {

	static final String HEADER = "role_id,user_id,resource_type,resource_id,team";

	public static final RunIdentity IDENTITY = new RunIdentity("ab".repeat(32), "https://api.arize.com", "fail", "skip",
			",");

	public static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");

	static final Instant ENDED = Instant.parse("2026-03-01T08:00:02.500Z");

	private static final Binding BINDING = new Binding(id("Rol1"), id("Usr1"), ResourceType.SPACE, id("Spa1"));

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	/**
	 * Opens a ledger.
	 * @param state where the database is
	 * @param reports the reports folder
	 */
	public TestLedger(Path state, Path reports) {
		String url = TestDatabase.url(state);
		this.context.registerBean(StoreProperties.class, () -> new StoreProperties(state, url, Duration.ZERO));
		this.context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(dataSource()));
		if (url == null) {
			this.context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource()));
		}
		else {
			this.context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("database", Map.of("role-bindings.database-url", url)));
		}
		this.context.registerBean(ReportProperties.class, () -> new ReportProperties(reports));
		this.context.register(LedgerConfiguration.class, ReportConfiguration.class);
		this.context.refresh();
		this.context.getBean(StateHold.class).hold(IDENTITY.target(), Duration.ofSeconds(30));
	}

	private DataSource dataSource() {
		return this.context.getBean(DataSource.class);
	}

	public RunLedger runs() {
		return this.context.getBean(RunLedger.class);
	}

	public RowLedger rows() {
		return this.context.getBean(RowLedger.class);
	}

	ReportLedger rowsForReports() {
		return this.context.getBean(ReportLedger.class);
	}

	public RemovalLedger removals() {
		return this.context.getBean(RemovalLedger.class);
	}

	SampleLedger samples() {
		return this.context.getBean(SampleLedger.class);
	}

	ReportFolders folders() {
		return this.context.getBean(ReportFolders.class);
	}

	public RunReports reports() {
		return this.context.getBean(RunReports.class);
	}

	public Run start(String fileName) {
		return start(fileName, HEADER);
	}

	Run start(String fileName, String header) {
		return runs().start(IDENTITY, fileName, header, RunRequest.NONE, STARTED,
				(run) -> folders().reserve(fileName, run));
	}

	/** Stages a valid row, whose fate is open. */
	public void valid(Run run, long line, String carried) {
		valid(run, LongStream.of(line), carried);
	}

	/** Stages many valid rows at once, in the order given. */
	void valid(Run run, LongStream lines, String carried) {
		stage(run, lines.mapToObj((line) -> new CheckedRow(input(line, carried), BINDING, null)).toList());
	}

	void invalid(Run run, long line, String carried, ErrorCode code, String message) {
		stage(run, List.of(new CheckedRow(input(line, carried), null, new Rejection(code, message))));
	}

	private void stage(Run run, List<CheckedRow> rows) {
		write(() -> rows().stage(run.number(), rows));
	}

	/** Decides rows. */
	public void decide(Run run, Decision... decisions) {
		write(() -> rows().decide(new RunStart(run.number(), 0), List.of(decisions)));
	}

	private void write(Runnable action) {
		new TransactionTemplate(this.context.getBean(JdbcTransactionManager.class))
			.executeWithoutResult((status) -> action.run());
	}

	void repeated(Run run, Repeat repeat) {
		this.context.getBean(RepeatLedger.class).write(run.number(), List.of(repeat));
	}

	public void succeeded(Run run, long line, Outcome outcome, @Nullable String bindingId,
			@Nullable String previousRoleId) {
		decide(run, new Decision(line, outcome, bindingId, previousRoleId, null, null, null, null, 1));
	}

	void failed(Run run, long line, ErrorCode code, @Nullable Integer status, String message,
			@Nullable String requestId) {
		decide(run, new Decision(line, Outcome.FAILED, null, null, code, status, message, requestId, 8));
	}

	public Run startUndo(Run undone, String fileName) {
		return runs().start(IDENTITY.doing(new RunTask(RunKind.UNDO, undone.number(), null)), fileName, HEADER,
				RunRequest.NONE, STARTED, (run) -> folders().reserve(fileName, run));
	}

	/**
	 * Stages a row whose binding an undo is to take back, and decides it.
	 * @param formerRole the role that the binding gets back, or {@code null} to delete it
	 */
	public void takenBack(Run undo, long line, @Nullable String formerRole, Decision decision) {
		List<TakenBackRow> rows = List
			.of(new TakenBackRow(line, "row " + line, BINDING, new ExistingBinding("Bnd" + line, "Rol1"), formerRole));
		write(() -> removals().stage(undo.number(), rows));
		decide(undo, decision);
	}

	private static InputRow input(long line, String carried) {
		return new InputRow(line, carried, "", "", "", "", null);
	}

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
