/** Something was not measured. The message says why, in words for the table. */
class FailedException extends RuntimeException {

	FailedException(String message) {
		super(message);
	}

}
