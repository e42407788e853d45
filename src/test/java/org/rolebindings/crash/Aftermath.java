package org.rolebindings.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.rolebindings.testing.ReportFiles;

/**
 * What an import leaves behind, but for what depends on the times and on luck: the ids of
 * requests and bindings, and how many attempts there were.
 *
 * @param succeeded the rows of {@code succeeded.csv} in their order, and then those of
 * {@code gone.csv}, a binding's id being replaced by whose it is
 * @param failed the rows of {@code failed.csv}
 * @param counts the rows by outcome
 * @param errors the failed rows by code
 * @param account what the account holds
 */
record Aftermath(List<Map<String, String>> succeeded, List<Map<String, String>> failed, Map<String, Long> counts,
		String errors, Map<String, String> account) {

	static Aftermath of(ReportFiles reports, CrashAccount account) {
		return of(reports, account, account.slotsById());
	}

	/** The same, where somebody knows what the ids of deleted bindings stood for. */
	static Aftermath of(ReportFiles reports, CrashAccount account, Map<String, String> slots) {
		List<Map<String, String>> succeeded = new ArrayList<>(rows(reports, "succeeded.csv", slots));
		if (reports.has("gone.csv")) {
			succeeded.addAll(rows(reports, "gone.csv", slots));
		}
		return new Aftermath(succeeded, rows(reports, "failed.csv", slots), reports.counts(),
				reports.summary().get("errors").toString(), account.contents());
	}

	private static List<Map<String, String>> rows(ReportFiles reports, String name, Map<String, String> slots) {
		return reports.rows(name).stream().map((row) -> comparable(row, slots)).toList();
	}

	private static Map<String, String> comparable(Map<String, String> row, Map<String, String> slots) {
		Map<String, String> comparable = new TreeMap<>(row);
		comparable.keySet().removeAll(List.of("attempts", "message", "request_id"));
		comparable.computeIfPresent("binding_id",
				(column, id) -> id.isEmpty() ? "" : slots.getOrDefault(id, "there is no binding " + id));
		return comparable;
	}

	/** The same, but for which run put a binding in place. */
	Aftermath whoeverPlaced() {
		List<Map<String, String>> rows = this.succeeded.stream().map((row) -> {
			Map<String, String> placed = new TreeMap<>(row);
			placed.keySet().removeAll(List.of("outcome", "previous_role_id"));
			return placed;
		}).toList();
		return new Aftermath(rows, this.failed, Map.of(), this.errors, this.account);
	}

	/**
	 * The same without the rows of an undo that the import had left in doubt, and that
	 * were never carried out.
	 */
	Aftermath withoutGone() {
		Map<String, Long> rest = new TreeMap<>(this.counts);
		rest.remove("GONE");
		return new Aftermath(this.succeeded.stream().filter((row) -> !"GONE".equals(row.get("outcome"))).toList(),
				this.failed, rest, this.errors, this.account);
	}

	int rows() {
		return this.succeeded.size() + this.failed.size();
	}

}
