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

package org.gradiscope.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java source file as the rules see it: without its comments and the text of its literals, each
 * replaced by blanks, so that lines keep their numbers.
 */
record Source(Path path, String packageName, String code) {

	private static final Pattern BLANKED = Pattern.compile("//[^\\n]*|/\\*.*?\\*/" + //
		"|\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n]++)*+\"|'(?:\\\\.|[^'\\\\\\n])+'",
		Pattern.DOTALL);

	private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");

	static Source of(final Path path, final String text) {
		final String code = BLANKED.matcher(text)
			.replaceAll(m -> Matcher.quoteReplacement(m.group().replaceAll("[^\\n]", " ")));
		final Matcher declared = PACKAGE.matcher(code);
		return new Source(path, declared.find() ? declared.group(1) : "", code);
	}

	/** All below a folder. */
	static List<Source> in(final Path root) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter(f -> f.toString().endsWith(".java")).sorted().map(Source::read).toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Source read(final Path file) {
		try {
			return of(file, Files.readString(file));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** The name of the class that the file is called after. */
	String name() {
		return path.getFileName().toString().replace(".java", "");
	}

	/** Whether this is in the package {@code org.gradiscope.<where>} or below it. */
	boolean isIn(final String where) {
		return (packageName + ".").startsWith("org.gradiscope." + where + ".");
	}

	/** Whether this is what scripts and programs call, in {@code org.gradiscope} itself. */
	boolean isWayIn() {
		return packageName.equals("org.gradiscope");
	}

	/** The line, from 1, of the character at {@code offset}. */
	int line(final int offset) {
		return 1 + (int) code.substring(0, offset).chars().filter(c -> c == '\n').count();
	}
}
