import java.util.List;

/**
 * The goals: what is measured of this program, what must be held, and what is aimed at.
 */
final class Goals {

	private static final int MILLION = 1_000_000;

	static final List<Goal> ALL = List.of(
			share("throughput-64", "share_of_wrk", 40_000, "Throughput, 64 in flight, 50 ms, share of wrk's", 0.97,
					0.99),
			share("throughput-256", "share_of_wrk", 120_000, "Throughput, 256 in flight, 50 ms, share of wrk's", 0.95,
					0.98),
			share("in-flight-50", "share", 20_000, "Share of 64 that is at the server on average, 50 ms", 0.95, 0.98),
			share("in-flight-spread", "share", 20_000, "The same, 30 to 90 ms", 0.95, 0.98),
			share("in-flight-slow", "share", 20_000, "The same, 50 ms, 1 % of the answers take 5 s", 0.90, 0.95),
			share("in-flight-retry", "share", 20_000, "The same, 50 ms, 1 % of the answers are a 503", 0.90, 0.95),
			share("zero-latency", "share_of_wrk", MILLION, "Throughput, zero latency, JDK 25, share of wrk's", 0.22,
					0.30),
			Goal.most("zero-latency", "cpu_ms_per_1000", MILLION, "CPU per 1,000 rows there, the whole process", 40, 30,
					Goal.Form.MILLIS),
			Goal.most("zero-latency", "cpu_multiple", MILLION,
					"The same as a multiple of undici's, which keeps no ledger", Double.NaN, Double.NaN,
					Goal.Form.FACTOR),
			Goal.most("memory-import", "rss_mib", MILLION, "Import in `-Xmx64m`: resident", 260, 220, Goal.Form.MIB),
			Goal.most("validate", "rss_mib", 10 * MILLION, "`validate` in `-Xmx128m`: resident", 320, 260,
					Goal.Form.MIB),
			Goal.most("validate", "time_growth", 10 * MILLION,
					"Its time a row from 10^6 to 10^7, as a multiple of that from 10^5 to 10^6", Double.NaN, 1,
					Goal.Form.FACTOR),
			Goal.most("validate", "disk_growth", 10 * MILLION, "Its disk, likewise", Double.NaN, 1, Goal.Form.FACTOR),
			Goal.most("validate-parse", "multiple", MILLION, "`validate` as a multiple of only parsing", 5, 3,
					Goal.Form.FACTOR),
			share("staging", "share", MILLION, "Staging, share of a bare JDBC batch insert", 0.5, 0.7),
			Goal.most("again", "requests", 100_000, "Requests for the same rows again, all UNCHANGED", 1200, 1010,
					Goal.Form.COUNT),
			Goal.most("ten-new", "requests", MILLION, "Requests for ten new rows into an account of so many bindings",
					40, 20, Goal.Form.COUNT),
			share("rate-150", "used", 20_000, "A server of 150 requests/s: share of it used", 0.92, 0.97),
			Goal.most("rate-150", "throttled_percent", 20_000, "Requests answered 429 there", 2, 0.5,
					Goal.Form.PERCENT),
			Goal.most("start", "share", 10, "Start to the first request, share of the plain jar's", 0.55, 0.40,
					Goal.Form.SHARE),
			Goal.most("quick-start", "jar_time", 10, "Ten rows, the plain jar: time, share of the tutorial's", 0.9,
					0.9, Goal.Form.SHARE),
			Goal.most("quick-start", "jar_cpu", 10, "The same, CPU", 0.9, 0.9, Goal.Form.SHARE),
			Goal.most("quick-start", "bundle_time", 10, "Ten rows, the bundle: time, share of the tutorial's", 0.40,
					0.33, Goal.Form.SHARE),
			Goal.most("quick-start", "bundle_cpu", 10, "The same, CPU", 0.40, 0.33, Goal.Form.SHARE),
			Goal.most("quick-start", "jdk25_cpu", 10, "The plain jar's CPU on JDK 25, share of that on 17", 1, 1,
					Goal.Form.SHARE),
			Goal.most("words", "help", 0, "`--help`", 0.35, 0.25, Goal.Form.SECONDS),
			Goal.most("words", "version", 0, "`--version`", 0.35, 0.25, Goal.Form.SECONDS),
			Goal.most("words", "usage_error", 0, "A usage error", 0.35, 0.25, Goal.Form.SECONDS));

	private Goals() {
	}

	private static Goal share(String section, String metric, int rows, String what, double floor, double goal) {
		return Goal.least(section, metric, rows, what, floor, goal, Goal.Form.SHARE);
	}

}
