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

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What came of a trial.
 *
 * @param kind of end
 * @param text of a network that ran, the key of what was opened; else why it did not, in one line
 */
public record TrialResult(Kind kind, String text) {

	/** How a trial ends. */
	public enum Kind {
		/** Opened, and run as far as it can be run. */
		RAN,
		/** Refused by the engine, in one line. */
		REFUSED,
		/** Refused because the call was wrong, in one line. */
		WRONG_CALL,
		/** The process has ended before. */
		CRASHED,
		/** The process was ended, since it took too long. */
		HUNG,
		/** The process was ended, since it took too much memory. */
		TOO_LARGE,
		/** There was no process to try it in. */
		NOT_TRIED
	}

	/** What begins a line that is one. */
	private static final String MARK = "verdict";

	/** As a line of ASCII signs, whatever the text. */
	String line() {
		return MARK + " " + kind + " " + URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	static boolean isLine(final String line) {
		return line.startsWith(MARK + " ");
	}

	/** From {@link #line}. */
	static TrialResult of(final String line) {
		final String[] words = line.split(" ", 3);
		return new TrialResult(Kind.valueOf(words[1]),
			URLDecoder.decode(words[2], StandardCharsets.UTF_8));
	}
}
