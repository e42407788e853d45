package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.rolebindings.testing.CsvRows;

/**
 * A file to import that has a bit of everything, and what the account holds before.
 *
 * @param rows the number of its rows
 */
public record ImportFile(int rows) {

	/** Every kind of row, a few times each. */
	public static final ImportFile SMALL = new ImportFile(60);

	/** Several chunks of staging and posting, and more than one block. */
	public static final ImportFile LARGE = new ImportFile(3_100);

	/** Nothing but one row, which is new. */
	static final ImportFile ONE_ROW = new ImportFile(1);

	private static final String HEADER = "comment,role_id,user_id,resource_type,resource_id";

	private static final int CYCLE = 20;

	/** What is special about a row, and otherwise it is new and valid. */
	private enum Kind {

		NEW, PROJECT, OTHER_ROLE, SAME_ROLE, NO_USER, DUPLICATE, CONFLICTING, FORBIDDEN, MISSING,
		DUPLICATE_OF_FORBIDDEN, WRONG_KIND;

		static Kind of(int number) {
			return switch (number % CYCLE) {
				case 2 -> SAME_ROLE;
				case 3 -> OTHER_ROLE;
				case 4 -> PROJECT;
				case 6 -> NO_USER;
				case 8 -> FORBIDDEN;
				case 9 -> DUPLICATE_OF_FORBIDDEN;
				case 11 -> MISSING;
				case 13 -> DUPLICATE;
				case 14 -> CONFLICTING;
				case 16 -> WRONG_KIND;
				default -> NEW;
			};
		}

	}

	/** A binding as a request asks for it. */
	record Wanted(String role, String user, String type, String resource) {

		String csv() {
			return this.role + "," + this.user + "," + this.type + "," + this.resource;
		}

		String json() {
			return """
					{"role_id":"%s","user_id":"%s","resource_type":"%s","resource_id":"%s"}
					""".formatted(this.role, this.user, this.type, this.resource);
		}

	}

	/** Writes the file into a folder. */
	Path writeTo(Path folder) {
		List<String> lines = new ArrayList<>();
		for (int i = 1; i <= this.rows; i++) {
			lines.add("\"row, " + i + "\"," + wanted(i).csv());
		}
		return CsvRows.write(folder.resolve("x.csv"), HEADER, lines);
	}

	/** How many rows give another role to a user who has one already. */
	public int updates() {
		return (int) IntStream.rangeClosed(1, this.rows).filter((i) -> Kind.of(i) == Kind.OTHER_ROLE).count();
	}

	/** The bindings that are there before the import. */
	List<Wanted> thereBefore() {
		List<Wanted> there = new ArrayList<>();
		for (int i = 1; i <= this.rows; i++) {
			switch (Kind.of(i)) {
				case SAME_ROLE -> there.add(wanted(i));
				case OTHER_ROLE -> there.add(space("former" + i % 3, "u" + i));
				default -> {
				}
			}
		}
		return there;
	}

	private static Wanted wanted(int number) {
		return switch (Kind.of(number)) {
			case NEW, SAME_ROLE, OTHER_ROLE -> space("editor", "u" + number);
			case PROJECT -> new Wanted(CsvRows.id("Role:editor"), CsvRows.id("User:u" + number), "PROJECT",
					CsvRows.id("Model:1:p"));
			case NO_USER -> new Wanted(CsvRows.id("Role:editor"), "", "SPACE", CsvRows.id("Space:1:s"));
			case DUPLICATE -> wanted(number - 1);
			case CONFLICTING -> space("viewer", "u" + (number - 2));
			case FORBIDDEN -> space("editor", "forbidden" + number);
			case DUPLICATE_OF_FORBIDDEN -> wanted(number - 1);
			case MISSING -> space("editor", "missing" + number);
			case WRONG_KIND ->
				new Wanted(CsvRows.id("User:u"), CsvRows.id("User:u" + number), "SPACE", CsvRows.id("Space:1:s"));
		};
	}

	private static Wanted space(String role, String user) {
		return new Wanted(CsvRows.id("Role:" + role), CsvRows.id("User:" + user), "SPACE", CsvRows.id("Space:1:s"));
	}

}
