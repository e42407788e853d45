package org.rolebindings.store;

import java.util.List;

/**
 * Knows whether the database still works. After its first failure others follow from it,
 * but a person has to know the first one.
 */
public interface StateHealth {

	/**
	 * Whether the database has failed for good.
	 * @return {@code true} from the first such error on
	 */
	boolean hasFailed();

	/**
	 * Says why the database does not work.
	 * @param failure the failure that it caused
	 * @return whole sentences, with what to do
	 */
	String describe(Throwable failure);

	/**
	 * Whether the state is damaged, so that no further start can go on with it.
	 * @param failure the failure that it caused
	 * @return {@code false} if it can be made to work again, as on a full disk
	 */
	boolean isDamaged(Throwable failure);

	/**
	 * The option that names this state.
	 * @return its words, without any password, as they count in any working folder
	 */
	List<String> option();

}
