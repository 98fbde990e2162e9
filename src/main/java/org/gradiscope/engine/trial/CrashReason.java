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

package org.gradiscope.engine.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gradiscope.model.PrintableText;

/** Why a process has ended, in one line, by its status and by what it said last. */
final class CrashReason {

	/** What the process writes to its standard error. */
	static final String ERRORS = "errors.txt";

	/** What Java writes of a signal. */
	static final String REPORT = "crash.log";

	private static final int LONGEST = 200;
	/** Bytes of a file that are looked at. */
	private static final int MOST = 1 << 16;

	/** TensorFlow's own last words, C++'s and Java's. */
	private static final List<Pattern> REASONS =
		List.of(Pattern.compile("(?m)^\\S+ \\S+ F (?:\\S+:\\d+\\] )?(.+)$"),
			Pattern.compile("(?m)^terminate called after throwing an instance of '?([^'\n]+)"),
			Pattern.compile("(?m)^#\\s+(SIG\\w+|EXCEPTION_\\w+) \\(0x\\w+\\) at "),
			Pattern.compile("(?m)^Exception in thread \"\\w+\" (.+)$"),
			Pattern.compile("(?m)^Error: (.+)$"));

	/** The function of a library in which a signal came. */
	private static final Pattern WHERE = Pattern.compile("(?m)^# C\\s+\\[[^\\]]*\\]\\s+([\\w:~]+)");

	private CrashReason() {}

	/** @param folder with what the process has left there */
	static String reason(final Process process, final Path folder) {
		final String status = "with status " + status(process);
		return status + said(read(folder.resolve(ERRORS)) + "\n" + read(folder.resolve(REPORT)))
			.map(text -> " (" + text + ")").orElse("");
	}

	private static String status(final Process process) {
		try {
			return process.waitFor(5, TimeUnit.SECONDS) ? String.valueOf(process.exitValue()) : "?";
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			return "?";
		}
	}

	/** The beginning and the end. */
	private static String read(final Path file) {
		try {
			final byte[] bytes = Files.readAllBytes(file);
			final int from = Math.max(Math.min(MOST, bytes.length), bytes.length - MOST);
			return new String(bytes, 0, Math.min(MOST, bytes.length), StandardCharsets.UTF_8) +
				new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			return "";
		}
	}

	static Optional<String> said(final String text) {
		for (final Pattern reason : REASONS) {
			final Matcher found = reason.matcher(text);
			if (!found.find()) continue;
			final Matcher where = WHERE.matcher(text);
			final String line =
				PrintableText.line(found.group(1) + (where.find() ? " in " + where.group(1) : "")).strip();
			return Optional.of(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...");
		}
		return Optional.empty();
	}
}
