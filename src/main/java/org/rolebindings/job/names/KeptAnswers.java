package org.rolebindings.job.names;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Keeps answers for names where the next start finds them, if their file does not last.
 */
public interface KeptAnswers {

	/** Nothing is kept. */
	KeptAnswers NONE = new KeptAnswers() {

		@Override
		public void forEach(BiConsumer<String, String> consumer) {
			// There are none
		}

		@Override
		public void add(Map<String, String> answers) {
			// The file has them
		}

	};

	/**
	 * Goes through the answers that are kept.
	 * @param consumer takes the key of a name, and its answer
	 */
	void forEach(BiConsumer<String, String> consumer);

	/**
	 * Keeps answers.
	 * @param answers the answers by the keys of their names
	 */
	void add(Map<String, String> answers);

}
