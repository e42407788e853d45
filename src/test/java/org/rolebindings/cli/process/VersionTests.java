package org.rolebindings.cli.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Version}. */
class VersionTests {

	private static final String BUILD = "build.name=role-binding-import\nbuild.version=1.2.3\n";

	@Test
	void versionNamesTheCommitAndJava() {
		assertThat(Version.describe(BUILD, "75d9209e0468\n", "17.0.15+6"))
			.isEqualTo("role-binding-import 1.2.3 (commit 75d9209e0468, Java 17.0.15+6)");
	}

	@Test
	void versionWhenFilesWereChangedSinceTheCommitSaysSo() {
		assertThat(Version.describe(BUILD, "75d9209e0468-dirty\n", "25"))
			.isEqualTo("role-binding-import 1.2.3 (commit 75d9209e0468-dirty, Java 25)");
	}

	@Test
	void versionWhenTheBuildWroteNothingDownSaysSo() {
		assertThat(Version.describe("", "", "17"))
			.isEqualTo("role-binding-import (unknown version) (unknown commit, Java 17)");
	}

	@Test
	void versionIsOfTheJavaThatRuns() {
		assertThat(new Version().getVersion()).singleElement()
			.asString()
			.startsWith("role-binding-import ")
			.endsWith(", Java " + Runtime.version() + ")");
	}

}
