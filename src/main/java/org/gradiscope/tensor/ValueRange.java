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

package org.gradiscope.tensor;

/**
 * The closed interval {@code [min, max]} in which pixel values live, for example 0..255.
 *
 * @param min the darkest value, finite
 * @param max the brightest value, finite, over {@code min}
 */
public record ValueRange(float min, float max) {

	/** The grey levels of 8-bit images, 0..255. */
	public static final ValueRange EIGHT_BIT = new ValueRange(0, 255);

	/** 0..1. */
	public static final ValueRange UNIT = new ValueRange(0, 1);

	/** @throws IllegalArgumentException if the range is empty or not finite */
	public ValueRange {
		if (!(min < max) || !Float.isFinite(max - min)) throw new IllegalArgumentException(
			"A value range needs a finite min < max, but " + min + ".." + max + " was given.");
	}

	/** {@code max - min}. */
	public float extent() {
		return max - min;
	}

	/** The nearest value inside. */
	public float clamp(final float value) {
		return Math.max(min, Math.min(max, value));
	}

	/** For example {@code 0..255}. */
	@Override
	public String toString() {
		return text(min) + ".." + text(max);
	}

	private static String text(final float value) {
		return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value)
			: Float.toString(value);
	}
}
