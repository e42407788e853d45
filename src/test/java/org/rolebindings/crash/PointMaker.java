package org.rolebindings.crash;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Has methods tell the agent when they are entered and when they are left in good order.
 */
final class PointMaker implements ClassFileTransformer {

	private final Set<String> classes;

	private final Set<String> points;

	PointMaker(Set<String> classes, Set<String> points) {
		this.classes = classes;
		this.points = points;
	}

	@Override
	public byte @Nullable [] transform(@Nullable ClassLoader loader, String className, @Nullable Class<?> redefined,
			@Nullable ProtectionDomain domain, byte[] content) {
		if (!this.classes.contains(className)) {
			return null;
		}
		ClassReader reader = new ClassReader(content);
		ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
		reader.accept(new Methods(className.replace('/', '.'), writer), 0);
		return writer.toByteArray();
	}

	private final class Methods extends ClassVisitor {

		private final String className;

		Methods(String className, ClassVisitor next) {
			super(Opcodes.ASM9, next);
			this.className = className;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
			boolean called = (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) == 0;
			return called ? new Points(this.className + "#" + name, method) : method;
		}

	}

	private final class Points extends MethodVisitor {

		private final String method;

		Points(String method, MethodVisitor next) {
			super(Opcodes.ASM9, next);
			this.method = method;
		}

		@Override
		public void visitCode() {
			super.visitCode();
			tell("before");
		}

		@Override
		public void visitInsn(int opcode) {
			if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
				tell("after");
			}
			super.visitInsn(opcode);
		}

		private void tell(String when) {
			String point = this.method + ":" + when;
			if (PointMaker.this.points.contains(point)) {
				super.visitLdcInsn(point);
				super.visitMethodInsn(Opcodes.INVOKESTATIC, "org/rolebindings/crash/CrashAgent", "reached",
						"(Ljava/lang/String;)V", false);
			}
		}

	}

}
