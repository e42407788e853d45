package org.rolebindings.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.RunKind;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.ledger.run.RunTask;
import org.rolebindings.ledger.sql.RowId;
import org.rolebindings.store.Durability;
import org.rolebindings.store.StateHealth;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.testing.TestDatabase;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A ledger, opened as the program does, with short words for filling it.
 */
public final class OpenLedger implements AutoCloseable {

	public static final RunIdentity IDENTITY = new RunIdentity("ab".repeat(32), "https://api.arize.com", "fail", "skip",
			",");

	public static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");

	public static final Instant MARKED = Instant.parse("2026-03-01T08:00:01.250Z");

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	public OpenLedger(Path state) {
		this(state, TestDatabase.url(state));
	}

	private OpenLedger(Path state, @Nullable String url) {
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
		this.context.register(LedgerConfiguration.class);
		this.context.refresh();
		this.context.getBean(StateHold.class).hold(IDENTITY.target(), Duration.ofSeconds(30));
	}

	/** Opens one on PostgreSQL, whatever the tests run on. */
	public static OpenLedger onPostgres(Path state) {
		return new OpenLedger(state, TestDatabase.postgresUrl(state));
	}

	public WorkerLedger workers() {
		return get(WorkerLedger.class);
	}

	/** A part of the ledger. */
	public <T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	NameAnswerLedger nameAnswers() {
		return this.context.getBean(NameAnswerLedger.class);
	}

	public DataSource dataSource() {
		return this.context.getBean(DataSource.class);
	}

	public JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	public Durability durability() {
		return this.context.getBean(Durability.class);
	}

	public StateHealth health() {
		return this.context.getBean(StateHealth.class);
	}

	public StateHold hold() {
		return this.context.getBean(StateHold.class);
	}

	public RunLedger runs() {
		return this.context.getBean(RunLedger.class);
	}

	public RowLedger rows() {
		return this.context.getBean(RowLedger.class);
	}

	public RepeatLedger repeats() {
		return this.context.getBean(RepeatLedger.class);
	}

	OldRuns oldRuns() {
		return this.context.getBean(OldRuns.class);
	}

	public InFlightLedger inFlight() {
		return this.context.getBean(InFlightLedger.class);
	}

	public TransactionTemplate transaction() {
		return new TransactionTemplate(this.context.getBean(JdbcTransactionManager.class));
	}

	/** Writes something in a transaction, as the program does. */
	public void write(Runnable action) {
		transaction().executeWithoutResult((status) -> action.run());
	}

	/** Changes the database behind the program's back. */
	public void update(String sql, Object... arguments) {
		write(() -> jdbc().update(sql, arguments));
	}

	/** Does something in a transaction that comes to nothing. */
	public void inVain(Consumer<TransactionStatus> action) {
		transaction().executeWithoutResult((status) -> {
			action.accept(status);
			status.setRollbackOnly();
		});
	}

	public long start() {
		return start(IDENTITY, STARTED).number();
	}

	Run start(RunIdentity identity, Instant startedAt) {
		return runs().start(identity, "x.csv", "role_id,user_id,resource_type,resource_id", RunRequest.NONE, startedAt,
				(number) -> "x-" + number);
	}

	/** Stages valid rows, whose fate is open. */
	public void stage(long run, long... lines) {
		stage(run, Arrays.stream(lines).mapToObj(OpenLedger::valid).toList());
	}

	public void stage(long run, List<CheckedRow> rows) {
		write(() -> rows().stage(run, rows));
	}

	public static CheckedRow valid(long line) {
		return new CheckedRow(new InputRow(line, "row " + line, "", "", "", "", null), binding(line), null);
	}

	public static CheckedRow invalid(long line, ErrorCode code, String message) {
		return new CheckedRow(new InputRow(line, "row " + line, "", "", "", "", null), null,
				new Rejection(code, message));
	}

	static Binding binding(long line) {
		return new Binding(id("Rol1"), id("Usr" + line), ResourceType.SPACE, id("Spa1"));
	}

	static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	/** Starts the undo of a run. */
	public long startUndo(long undone) {
		return start(IDENTITY.doing(new RunTask(RunKind.UNDO, undone, null)), STARTED).number();
	}

	/**
	 * Stages rows whose bindings an undo is to take back.
	 * @param formerRole the role that they get back, or {@code null} to delete them
	 */
	public void stageUndo(long run, @Nullable String formerRole, long... lines) {
		List<TakenBackRow> rows = Arrays.stream(lines)
			.mapToObj((line) -> new TakenBackRow(line, "row " + line, binding(line),
					new ExistingBinding("Bnd" + line, "Rol1"), formerRole))
			.toList();
		write(() -> removals().stage(run, rows));
	}

	/** Decides rows that take the role {@code Rol1} back. */
	public void decide(long run, Outcome outcome, long... lines) {
		decide(run,
				Arrays.stream(lines)
					.mapToObj((line) -> new Decision(line, outcome, "Bnd" + line, "Rol1", null, null, null, null, 1))
					.toArray(Decision[]::new));
	}

	public void decide(long run, Decision... decisions) {
		write(() -> rows().decide(firstStart(run), List.of(decisions)));
	}

	public RemovalLedger removals() {
		return this.context.getBean(RemovalLedger.class);
	}

	/** Marks the rows after those that are marked already. */
	public void mark(long run, long upToLine, Instant markedAt) {
		long after = count("SELECT COALESCE(MAX(up_to_line), 0) FROM in_flight_mark WHERE run = " + run);
		inFlight().mark(firstStart(run), after, upToLine, markedAt);
	}

	public static RunStart firstStart(long run) {
		return new RunStart(run, 0);
	}

	public void created(long run, long... lines) {
		Map<Long, List<Long>> doubts = doubtIds(run);
		decide(run,
				Arrays.stream(lines)
					.mapToObj((line) -> new Decision(line, Outcome.CREATED, "Bnd" + line, null, null, null, null, null,
							1, null, doubts.getOrDefault(line, List.of())))
					.toArray(Decision[]::new));
	}

	/** The doubts of each undecided row, by its line. */
	private Map<Long, List<Long>> doubtIds(long run) {
		return undecided(run).stream()
			.collect(Collectors.toMap(UndecidedRow::line, (row) -> row.doubts().stream().map(Doubt::id).toList()));
	}

	public void failed(long run, long line, ErrorCode code, int status, String message) {
		decide(run, new Decision(line, Outcome.FAILED, null, null, code, status, message, "req-" + line, 3));
	}

	public List<UndecidedRow> undecided(long run) {
		return rows().undecidedAfter(run, 0, 10_000);
	}

	public UndecidedRow undecided(long run, long line) {
		return undecided(run).stream().filter((row) -> row.line() == line).findFirst().orElseThrow();
	}

	/** The undecided rows that are in doubt, and since when at the earliest. */
	public Map<Long, @Nullable Instant> doubts(long run) {
		Map<Long, @Nullable Instant> doubts = new TreeMap<>();
		undecided(run).stream()
			.filter((row) -> !row.doubts().isEmpty())
			.forEach((row) -> doubts.put(row.line(), row.doubts().get(0).since()));
		return doubts;
	}

	/** What an update of an earlier start set out to replace. */
	public @Nullable ExistingBinding former(long run, long line) {
		return undecided(run, line).doubts().get(0).former();
	}

	/** What an update of the present start sets out to replace. */
	public @Nullable ExistingBinding journalled(long run, long line) {
		return jdbc().query("""
				SELECT binding_id, previous_role_id FROM import_row WHERE row_id = ? AND previous_role_id IS NOT NULL
				""", (results, number) -> new ExistingBinding(results.getString(1), results.getString(2)),
				RowId.of(run, line))
			.stream()
			.findFirst()
			.orElse(null);
	}

	public long marks() {
		return count("SELECT COUNT(*) FROM in_flight_mark");
	}

	/**
	 * Asks how a query is carried out, in small letters. PostgreSQL does not read the
	 * whole table either, however few rows there are.
	 */
	String plan(String sql) {
		return Objects.requireNonNull(transaction().execute((status) -> {
			if (TestDatabase.isPostgres()) {
				jdbc().execute("SET LOCAL enable_seqscan = off");
				jdbc().execute("SET LOCAL enable_bitmapscan = off");
			}
			return String.join("\n", jdbc().queryForList("EXPLAIN " + sql, String.class)).toLowerCase(Locale.ROOT);
		}));
	}

	public long count(String sql) {
		Long count = jdbc().queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

	/** All rows, as the reports see them. */
	public List<ReportRow> report(long run) {
		List<ReportRow> rows = new ArrayList<>();
		reports().forEachRow(run, rows::add);
		return rows;
	}

	ReportRow report(long run, long line) {
		return report(run).stream().filter((row) -> row.line() == line).findFirst().orElseThrow();
	}

	ReportLedger reports() {
		return this.context.getBean(ReportLedger.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
