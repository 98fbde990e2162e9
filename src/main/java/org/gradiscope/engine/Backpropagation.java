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

package org.gradiscope.engine;

import java.util.Locale;

/**
 * How a gradient {@code g} passes back through a ReLU whose input was {@code x}. All else is
 * ordinary backpropagation.
 */
public enum Backpropagation {

	/** The derivative: {@code g} where {@code x > 0}. */
	PLAIN,

	/** {@code max(g, 0)} where {@code x > 0} (Springenberg et al. 2014). */
	GUIDED,

	/** {@code max(g, 0)}, whatever {@code x} was (Zeiler &amp; Fergus 2013). */
	DECONVNET,

	/**
	 * {@link #PLAIN}; but at a ReLU where that is zero all over an image, what would open it:
	 * {@code max(g, 0)} where {@code x <= 0}, {@code min(g, 0)} where {@code x} is over the highest value
	 * that it lets through (as lucid's redirected gradients, so that a picture can leave a dead region).
	 */
	REDIRECTED;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
