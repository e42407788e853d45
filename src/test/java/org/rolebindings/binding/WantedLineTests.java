package org.rolebindings.binding;

import java.util.Arrays;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WantedLineTests {

	@Test
	void ofWhenOnlySpellingsDifferIsTheSame() {
		WantedLine one = WantedLine.of(2, binding("Um9sZTo+Pg==", "VXNlcjo/Pw==", "U3BhY2U6Pj8="));
		WantedLine other = WantedLine.of(9, binding("Um9sZTo-Pg", "VXNlcjo_Pw", "U3BhY2U6Pj8"));
		assertThat(other.slot()).isEqualTo(one.slot());
		assertThat(other.role()).isEqualTo(one.role());
		assertThat(one.line()).isEqualTo(2);
		assertThat(other.line()).isEqualTo(9);
	}

	@Test
	void ofWhenOnlyRolesDifferHasTheSameSlot() {
		WantedLine one = WantedLine.of(2, binding("Rol1", "Usr1", "Spa1"));
		WantedLine other = WantedLine.of(3, binding("Rol2", "Usr1", "Spa1"));
		assertThat(other.slot()).isEqualTo(one.slot());
		assertThat(other.role()).isNotEqualTo(one.role());
	}

	/** What one id loses the other gains, so the bytes behind each other are the same. */
	@Test
	void ofWhenIdsOnlyMeetElsewhereHasAnotherSlot() {
		WantedLine one = WantedLine.of(2, binding("Rol1", IdTexts.id("User:1Space:"), IdTexts.id("Space:1")));
		WantedLine other = WantedLine.of(3, binding("Rol1", IdTexts.id("User:1"), IdTexts.id("Space:Space:1")));
		assertThat(other.slot()).isNotEqualTo(one.slot());
	}

	@Property(tries = 1000)
	void slotsAreTheSameIfAndOnlyIfUserAndResourceAre(@ForAll @From("bindings") Binding one,
			@ForAll @From("bindings") Binding other) {
		boolean same = one.userId().equals(other.userId()) && one.resourceId().equals(other.resourceId());
		assertThat(Arrays.equals(WantedLine.of(1, one).slot(), WantedLine.of(2, other).slot())).isEqualTo(same);
	}

	@Provide
	Arbitrary<Binding> bindings() {
		Arbitrary<String> rests = Arbitraries.of("1", "11", "1U", "1Space:", ":");
		return rests.flatMap((user) -> rests.flatMap((resource) -> Arbitraries.of("Rol1", "Rol2")
			.map((role) -> binding(role, IdTexts.id("User:" + user), IdTexts.id("Space:" + resource)))));
	}

	private static Binding binding(String role, String user, String resource) {
		return new Binding(id(role), id(user), ResourceType.SPACE, id(resource));
	}

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

}
