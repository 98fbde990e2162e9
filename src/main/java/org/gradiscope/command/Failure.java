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
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.EngineException;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.Visible;

/** What a user is told of an error: the same line in macros, dialogs, scripts and on the command line. */
public final class Failure {

	private Failure() {}

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

	/** The cause in one line: what was expected, what came, the remedy. */
	public static String line(final Throwable thrown) {
		final Throwable cause = cause(thrown);
		final String message = cause.getMessage();
		if (cause instanceof OutOfMemoryError && String.valueOf(message).contains("array size"))
			return "An image or a stack is larger than Java takes in one piece; take a smaller one, or " +
				"fewer slices.";
		if (cause instanceof OutOfMemoryError) return "There is not enough memory (" + message +
			"); give Java more, for example -Xmx4g, or take a smaller image.";
		return Visible.line(message == null ? cause.toString() : message).replaceAll("\\s+", " ");
	}
}
