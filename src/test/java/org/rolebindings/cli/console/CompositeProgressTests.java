package org.rolebindings.cli.console;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.job.progress.ImportProgress;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CompositeProgress}. */
class CompositeProgressTests {

	private final List<String> told = new ArrayList<>();

	@ParameterizedTest
	@MethodSource("calls")
	void everyCallReachesBothListeners(Method call) throws ReflectiveOperationException {
		Object[] arguments = new Object[call.getParameterCount()];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = (call.getParameterTypes()[i] == long.class) ? (Object) 7L : null;
		}
		call.invoke(new CompositeProgress(listener("one"), listener("other")), arguments);
		assertThat(this.told).containsExactly("one " + call.getName(), "other " + call.getName());
	}

	static Method[] calls() {
		return ImportProgress.class.getDeclaredMethods();
	}

	private ImportProgress listener(String name) {
		return (ImportProgress) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ImportProgress.class }, (proxy, method, arguments) -> {
					this.told.add(name + " " + method.getName());
					return null;
				});
	}

}
