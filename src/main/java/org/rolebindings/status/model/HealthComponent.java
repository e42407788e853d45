package org.rolebindings.status.model;

import java.util.Locale;

/** What must work so that files can be imported. */
public enum HealthComponent {

	/** The API, with a key that it accepts. */
	API("API"),

	/** The inbox and the folders in it. */
	INBOX("Inbox"),

	/** The database with runs, rows and outcomes. */
	DATABASE("Database"),

	/** The folder of the reports. */
	REPORTS("Reports");

	private final String title;

	HealthComponent(String title) {
		this.title = title;
	}

	/** Its name for a person. */
	public String title() {
		return this.title;
	}

	/** Its name in metrics. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
