package org.rolebindings.binding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceTypeTests {

	@ParameterizedTest
	@ValueSource(strings = { "SPACE", "space", "Space", "sPaCe" })
	void parseWhenTextIsSpaceInAnyCaseIsSpace(String text) {
		assertThat(ResourceType.parse(text)).contains(ResourceType.SPACE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PROJECT", "project", "Project" })
	void parseWhenTextIsProjectInAnyCaseIsProject(String text) {
		assertThat(ResourceType.parse(text)).contains(ResourceType.PROJECT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " SPACE", "SPACE ", "SPACES", "MODEL", "ORGANIZATION", "SPACE,PROJECT", "null" })
	void parseWhenTextIsNeitherIsNone(String text) {
		assertThat(ResourceType.parse(text)).isEmpty();
	}

	/** The long s has S for its upper case. */
	@ParameterizedTest
	@ValueSource(strings = { "\u017Fpace", "\u017FPACE" })
	void parseWhenTextHasAnotherLetterIsNone(String text) {
		assertThat(ResourceType.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void parseWhenTextIsTheNameIsTheType(ResourceType type) {
		assertThat(ResourceType.parse(type.name())).contains(type);
	}

}
