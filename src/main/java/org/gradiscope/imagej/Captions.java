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

import java.util.function.ToIntFunction;

/** Lines of text under pictures that must not run into their neighbours. */
public final class Captions {

	private static final String ELLIPSIS = "\u2026";

	private Captions() {}

	/**
	 * The text, or where it is too wide its beginning and its end around an ellipsis: of the names of
	 * layers and channels both ends matter.
	 *
	 * @param width the most that it may have, in the unit of {@code measured}
	 * @param measured how wide a text is
	 */
	public static String fitted(final String text, final int width,
		final ToIntFunction<String> measured) {
		if (measured.applyAsInt(text) <= width) return text;
		for (int kept = text.length() - 1; kept > 0; kept--) {
			final int end = kept / 2;
			final String shorter =
				text.substring(0, kept - end) + ELLIPSIS + text.substring(text.length() - end);
			if (measured.applyAsInt(shorter) <= width) return shorter;
		}
		return ELLIPSIS;
	}
}
