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

package org.gradiscope.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.PrintableText;

/**
 * What a user is told of an error: the same line in macros, dialogs, scripts and on the command line.
 * Only sentences of this project are told, never what Java says of a mistake in it.
 */
public final class ErrorReport {

	private static final String HOME = "org.gradiscope.";
	/** Java throws them by itself too. */
	private static final Set<Class<?>> THROWN_BY_HAND = Set.of(IllegalArgumentException.class,
		IllegalStateException.class, UnsupportedOperationException.class);
	/** A line is no longer than this: its beginning, and its end with the remedy. */
	private static final int LONGEST = 2000;

	private ErrorReport() {}

	/** The cause that says what happened, beneath what was wrapped around it. */
	public static Throwable cause(final Throwable thrown) {
		for (Throwable t = thrown; t != null; t = t.getCause())
			if (t instanceof IllegalArgumentException || t instanceof ModelException ||
				t instanceof EngineException || t instanceof IOException ||
				t instanceof CancellationException) return t;
		Throwable deepest = thrown;
		while (deepest.getCause() != null)
			deepest = deepest.getCause();
		return deepest;
	}

	/** Whether a key's value was wrong, rather than that something failed. */
	public static boolean isWrongCall(final Throwable thrown) {
		final Throwable cause = cause(thrown);
		return cause instanceof InvalidPathException ||
			cause instanceof IllegalArgumentException && isTold(cause);
	}

	/** The cause in one line: what was expected, what came, the remedy. */
	public static String line(final Throwable thrown) {
		final String line = PrintableText.line(sentence(cause(thrown))).replaceAll("\\s+", " ");
		return line.length() <= LONGEST ? line
			: line.substring(0, LONGEST * 3 / 4) + " ... " + line.substring(line.length() - LONGEST / 4);
	}

	private static String sentence(final Throwable cause) {
		final String message = cause.getMessage();
		if (cause instanceof OutOfMemoryError && String.valueOf(message).contains("array size"))
			return "An image or a stack is larger than Java takes in one piece; take a smaller one, or " +
				"fewer slices.";
		if (cause instanceof OutOfMemoryError) return "There is not enough memory (" + message +
			"); give Java more, for example -Xmx4g, or take a smaller image.";
		if (cause instanceof StackOverflowError) return "What was given is nested too deeply to be " +
			"worked through; give something flatter.";
		if (cause instanceof final InvalidPathException e)
			return "'" + e.getInput() + "' is not a valid file path on this machine.";
		if (cause instanceof final FileSystemException e) return file(e);
		return isTold(cause) ? message : mistake(cause);
	}

	/** Java's own message may be the file's name and nothing else. */
	private static String file(final FileSystemException e) {
		if (e.getStackTrace().length > 0 && e.getStackTrace()[0].getClassName().startsWith(HOME))
			return e.getMessage();
		if (e instanceof NoSuchFileException) return "There is no file " + e.getFile() + ".";
		if (e instanceof AccessDeniedException) return "The file " + e.getFile() +
			" may not be read or written; change its permissions, or take another.";
		return "The file " + e.getFile() + " cannot be read or written" +
			(e.getReason() == null ? "" : ": " + e.getReason()) + ".";
	}

	/** Whether a message is for people: thrown by hand, and by this project where Java throws such too. */
	private static boolean isTold(final Throwable cause) {
		if (cause.getMessage() == null) return false;
		if (cause instanceof ModelException || cause instanceof EngineException ||
			cause instanceof IOException || cause instanceof CancellationException) return true;
		final StackTraceElement[] trace = cause.getStackTrace();
		return THROWN_BY_HAND.contains(cause.getClass()) && trace.length > 0 &&
			trace[0].getClassName().startsWith(HOME);
	}

	/** Something that was not foreseen; where it was helps those who are told of it. */
	private static String mistake(final Throwable cause) {
		for (final StackTraceElement frame : cause.getStackTrace())
			if (frame.getClassName().startsWith(HOME)) return "Something went wrong inside Gradiscope " +
				"that should not have (" + frame.getFileName() + ", line " + frame.getLineNumber() +
				"); please report it, with what was given.";
		return "Something went wrong inside Gradiscope that should not have; please report it, with what " +
			"was given.";
	}
}
