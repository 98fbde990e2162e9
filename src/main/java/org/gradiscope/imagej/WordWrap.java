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

package org.gradiscope.imagej;

import java.awt.GraphicsEnvironment;

/** Text in lines, for labels, which do not break it by themselves. */
public final class WordWrap {

	/** Of a message's lines, in characters. */
	private static final int MESSAGE = 80;

	private WordWrap() {}

	/** Breaks a sentence into lines that a message box shows whole; headless, it stays one line. */
	public static String wrap(final String sentence) {
		return GraphicsEnvironment.isHeadless() ? sentence : wrap(sentence, MESSAGE);
	}

	/**
	 * Breaks a text between words into lines.
	 *
	 * @param width of the longest line, in characters; only a longer word is longer
	 */
	public static String wrap(final String text, final int width) {
		final StringBuilder lines = new StringBuilder();
		int length = 0;
		for (final String word : text.split(" ")) {
			final boolean fits = length + 1 + word.length() <= width;
			if (length > 0) lines.append(fits ? ' ' : '\n');
			length = length > 0 && fits ? length + 1 + word.length() : word.length();
			lines.append(word);
		}
		return lines.toString();
	}
}
