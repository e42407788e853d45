package org.rolebindings.crash.disk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** A path of the machine that belongs to the recording file system. */
final class RecordingPath implements InvocationHandler {

	private final Path path;

	private final FileSystem fileSystem;

	private RecordingPath(Path path, FileSystem fileSystem) {
		this.path = path;
		this.fileSystem = fileSystem;
	}

	static Path of(Path real, FileSystem fileSystem) {
		return (Path) Proxy.newProxyInstance(RecordingPath.class.getClassLoader(), new Class<?>[] { Path.class },
				new RecordingPath(real, fileSystem));
	}

	/** The machine's own path. */
	static Path real(Path path) {
		return (path instanceof Proxy && Proxy.getInvocationHandler(path) instanceof RecordingPath recording)
				? recording.path : path;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("getFileSystem")) {
			return this.fileSystem;
		}
		if (method.isDefault()) {
			return InvocationHandler.invokeDefault(proxy, method, arguments);
		}
		try {
			Object result = method.invoke(this.path, real(arguments));
			return (result instanceof Path found) ? of(found, this.fileSystem) : result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static Object @Nullable [] real(Object @Nullable [] arguments) {
		return (arguments == null) ? null
				: Arrays.stream(arguments)
					.map((argument) -> (argument instanceof Path path) ? real(path) : argument)
					.toArray();
	}

}
