package org.rolebindings.files;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CauseChain}. */
class CauseChainTests {

	private final IOException root = new IOException("root");

	private final IOException inner = new IOException("inner", this.root);

	private final RuntimeException outer = new RuntimeException("outer", this.inner);

	@Test
	void ofListsTheExceptionAndItsCauses() {
		assertThat(CauseChain.of(this.outer)).containsExactly(this.outer, this.inner, this.root);
	}

	@Test
	void ofNothingIsEmpty() {
		assertThat(CauseChain.of(null)).isEmpty();
	}

	@Test
	void findReturnsTheOutermostOfTheType() {
		assertThat(CauseChain.find(this.outer, IOException.class)).contains(this.inner);
		assertThat(CauseChain.find(this.outer, InterruptedException.class)).isEmpty();
	}

}
