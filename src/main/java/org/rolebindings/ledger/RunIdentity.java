package org.rolebindings.ledger;

/**
 * What makes two imports the same run: the file's content, the target, and the options
 * that decide what happens to a row.
 *
 * @param sha256 the digest of the file's bytes, 64 hexadecimal digits
 * @param target the normalised base URL
 * @param onConflict the value of {@code --on-conflict}
 * @param onInvalid the value of {@code --on-invalid}
 * @param delimiter the value of {@code --delimiter}
 */
public record RunIdentity(String sha256, String target, String onConflict, String onInvalid, String delimiter) {
}
