/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.gradiscope.files.Checksums;

/** Jars of a class or two, compiled as the test runs. */
public final class TinyJars {

	private TinyJars() {}

	/**
	 * A class whose {@code toString} answers a word.
	 *
	 * @param name with its package
	 * @return the files of a jar
	 */
	public static Map<String, byte[]> saying(final Path scratch, final String name, final String word)
		throws IOException {
		final int dot = name.lastIndexOf('.');
		final Path folder = Files.createTempDirectory(scratch, "classes");
		final Path source = folder.resolve(name.substring(dot + 1) + ".java");
		Files.writeString(source,
			"package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) +
				" { @Override public String toString() { return \"" + word + "\"; } }");
		final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		if (compiler.run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()) !=
			0) throw new IllegalStateException("The test's own class does not compile: " + name);
		final String file = name.replace('.', '/') + ".class";
		return Map.of(file, Files.readAllBytes(folder.resolve(file)));
	}

	@SafeVarargs
	public static byte[] jar(final Map<String, byte[]>... files) throws IOException {
		final Map<String, byte[]> all = new LinkedHashMap<>();
		Arrays.stream(files).forEach(all::putAll);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream out = new JarOutputStream(bytes)) {
			for (final Map.Entry<String, byte[]> file : all.entrySet()) {
				out.putNextEntry(new JarEntry(file.getKey()));
				out.write(file.getValue());
			}
		}
		return bytes.toByteArray();
	}

	/** A line of an index of nested jars. */
	public static String indexed(final String name, final byte[] jar) {
		return Checksums.of(jar) + "  " + name + "\n";
	}

	public static Map<String, byte[]> file(final String name, final String text) {
		return Map.of(name, text.getBytes(StandardCharsets.UTF_8));
	}
}
